using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

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
    private const ushort LowerCase = 0x20;

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

    /// <summary>The same where the text ends too soon.</summary>
    public static uint OfLast(ReadOnlySpan<char> letters)
    {
        var hash = new WordHash();
        foreach (var letter in letters)
        {
            hash.Add((char)(letter | 0x20));
        }

        return hash.Finish();
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

    /// <summary>The same for words in a row, eight at a time.</summary>
    /// <param name="words">The first has none before it. Each other becomes the pair it makes with the one before; up to seven behind them are lost.</param>
    /// <param name="pairs">How many are made.</param>
    public static void Pair(Span<uint> words, int pairs)
    {
        // From the end on: a word is read twice before its place is taken.
        for (var at = (pairs - 1) & -Vector256<uint>.Count; at >= 0; at -= Vector256<uint>.Count)
        {
            var hash = ((Vector256.Create(words[at..]) * 31) ^ Vector256.Create(words[(at + 1)..])) * PairMultiplier;
            hash ^= hash >> 15;
            hash *= PairFinish;
            (hash ^ (hash >> 13)).CopyTo(words[(at + 1)..]);
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
        return Bmi2.X64.IsSupported
            ? Bmi2.X64.MultiplyNoFlags(block, Multiplier) ^ (block * Multiplier)
            : Math.BigMul(block, Multiplier, out var low) ^ low;
    }

    private static uint Narrow(ulong hash) => (uint)(hash ^ (hash >> 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Bytes(ref ushort letter)
    {
        var letters = Vector128.LoadUnsafe(ref letter) | Vector128.Create(LowerCase);
        return Vector128.Narrow(letters, letters).AsUInt64().ToScalar();
    }
}
