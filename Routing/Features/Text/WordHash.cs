using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Routing.Features.Text;

/// <summary>Hashes words and pairs of words, the same on every machine and in every version, since weights are stored under them.</summary>
internal static class WordHash
{
    /// <summary>Letters that are hashed at once.</summary>
    public const int Block = 8;

    public const uint Start = 0x811C9DC5;

    private const uint Multiplier = 0x9E3779B1;

    public static uint Add(uint hash, char letter) => (hash ^ letter) * Multiplier;

    /// <summary>
    /// The hash of a word of ASCII letters, lower case. All prefixes of a block are hashed and one of them taken: a loop would end
    /// where no processor can foresee it.
    /// </summary>
    /// <param name="text">Goes on for a <see cref="Block"/> of characters behind the word.</param>
    /// <param name="from">Where the word begins.</param>
    /// <param name="length">1 or more.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Of(ReadOnlySpan<char> text, int from, int length)
    {
        ref var letter = ref Unsafe.Add(ref MemoryMarshal.GetReference(text), from);
        var hash = Start;
        for (; length > Block; length -= Block)
        {
            hash = OfPrefix(ref letter, hash, Block);
            letter = ref Unsafe.Add(ref letter, Block);
        }

        return Finish(OfPrefix(ref letter, hash, length));
    }

    public static uint Finish(uint hash)
    {
        hash ^= hash >> 15;
        hash *= 0x85EBCA6B;
        return hash ^ (hash >> 13);
    }

    public static uint Pair(uint first, uint second) => Finish(((first * 31) ^ second) * Multiplier);

    public static uint Of(string word)
    {
        var hash = Start;
        foreach (var letter in word)
        {
            hash = Add(hash, letter);
        }

        return Finish(hash);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint OfPrefix(ref char letter, uint hash, int length)
    {
        Unsafe.SkipInit(out EightHashes all);
        ref var first = ref Unsafe.As<EightHashes, uint>(ref all);
        first = hash = Add(hash, Lower(ref letter, 0));
        Unsafe.Add(ref first, 1) = hash = Add(hash, Lower(ref letter, 1));
        Unsafe.Add(ref first, 2) = hash = Add(hash, Lower(ref letter, 2));
        Unsafe.Add(ref first, 3) = hash = Add(hash, Lower(ref letter, 3));
        Unsafe.Add(ref first, 4) = hash = Add(hash, Lower(ref letter, 4));
        Unsafe.Add(ref first, 5) = hash = Add(hash, Lower(ref letter, 5));
        Unsafe.Add(ref first, 6) = hash = Add(hash, Lower(ref letter, 6));
        Unsafe.Add(ref first, 7) = Add(hash, Lower(ref letter, 7));
        return Unsafe.Add(ref first, length - 1);
    }

    private static char Lower(ref char letter, int at) => (char)(Unsafe.Add(ref letter, at) | 0x20);

    [InlineArray(Block)]
    private struct EightHashes
    {
        private uint _first;
    }
}
