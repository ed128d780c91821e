using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Hashes words and pairs of words, the same on every machine and in every version, since weights are stored under them. Letters are
/// taken eight at a time, a byte each, so that a word of ordinary length costs one multiplication; letter by letter the same comes out.
/// </summary>
internal struct WordHash
{
    /// <summary>Letters that are hashed at once.</summary>
    public const int Block = 8;

    private const ulong Start = 0x9E3779B97F4A7C15;
    private const ulong Multiplier = 0xD1B54A32D192ED03;
    private const uint PairMultiplier = 0x9E3779B1;
    private const uint PairFinish = 0x85EBCA6B;
    private const ulong LowerCase = 0x2020202020202020;

    private ulong _state = Start;
    private ulong _block;
    private int _bits;

    public WordHash()
    {
    }

    /// <summary>Adds a letter, lower case already.</summary>
    public void Add(char letter)
    {
        AddByte((byte)letter);
        if (letter >= 128)
        {
            AddByte((byte)(letter >> 8));
        }
    }

    /// <summary>The hash of what was added.</summary>
    public readonly uint Finish() => Narrow(Fold(_state ^ _block));

    /// <summary>The hash of a word of ASCII letters, whatever their case.</summary>
    /// <param name="first">Its first letter; the text goes on for a <see cref="Block"/> of characters behind the word.</param>
    /// <param name="length">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ref readonly char first, int length)
    {
        ref var letter = ref Unsafe.As<char, ushort>(ref Unsafe.AsRef(in first));
        var state = Start;
        for (; length > Block; length -= Block)
        {
            state = Fold(state ^ Bytes(ref letter));
            letter = ref Unsafe.Add(ref letter, Block);
        }

        return Narrow(Fold(state ^ (Bytes(ref letter) & (ulong.MaxValue >> (-8 * length)))));
    }

    public static uint Of(string word)
    {
        var hash = new WordHash();
        foreach (var letter in word)
        {
            hash.Add(letter);
        }

        return hash.Finish();
    }

    /// <summary>What all numbers of so many digits are taken for.</summary>
    public static uint OfNumber(int digits) => Narrow(Fold(Start ^ (uint)digits));

    public static uint Pair(uint first, uint second)
    {
        var hash = ((first * 31) ^ second) * PairMultiplier;
        hash ^= hash >> 15;
        hash *= PairFinish;
        return hash ^ (hash >> 13);
    }

    /// <summary>The same for many pairs, four at a time.</summary>
    /// <param name="firsts">A multiple of four.</param>
    /// <param name="seconds">As many.</param>
    /// <param name="pairs">Room for as many; may be where the seconds are.</param>
    public static void Pair(ReadOnlySpan<uint> firsts, ReadOnlySpan<uint> seconds, Span<uint> pairs)
    {
        for (var at = 0; at < firsts.Length; at += Vector128<uint>.Count)
        {
            var hash = ((Vector128.Create(firsts[at..]) * 31) ^ Vector128.Create(seconds[at..])) * PairMultiplier;
            hash ^= hash >> 15;
            hash *= PairFinish;
            (hash ^ (hash >> 13)).CopyTo(pairs[at..]);
        }
    }

    private void AddByte(byte letter)
    {
        if (_bits == 8 * Block)
        {
            (_state, _block, _bits) = (Fold(_state ^ _block), 0, 0);
        }

        _block |= (ulong)letter << _bits;
        _bits += 8;
    }

    // Both halves of the product, since every bit of the block plays a part in the middle of it only.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Fold(ulong block)
    {
        var high = Math.BigMul(block, Multiplier, out var low);
        return high ^ low;
    }

    private static uint Narrow(ulong hash) => (uint)(hash ^ (hash >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bytes(ref ushort letter)
    {
        var letters = Vector128.LoadUnsafe(ref letter);
        return Vector128.NarrowWithSaturation(letters, letters).AsUInt64().ToScalar() | LowerCase;
    }
}
