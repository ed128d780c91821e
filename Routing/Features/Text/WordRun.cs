using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Routing.Features.Text;

/// <summary>Words of ASCII letters with nothing but blanks around them, a bit for each character from the first one on.</summary>
/// <param name="Letters">Which are letters; none at or behind the end.</param>
/// <param name="Capitals">Which of these are capitals.</param>
/// <param name="Length">Characters, blanks included; 0 where no run begins.</param>
internal readonly record struct WordRun(ulong Letters, ulong Capitals, int Length)
{
    /// <summary>No run is longer; a longer one is met in parts.</summary>
    public const int Longest = 57;

    /// <summary>No run has more words.</summary>
    public const int MostWords = (Longest + 1) / 2;

    /// <summary>The first letter of each word.</summary>
    public ulong Starts => Letters & ~(Letters << 1);

    /// <summary>Whether the last word ends with the run, and may go on behind it.</summary>
    public bool EndsInLetter => ((Letters << 1) >> Length) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static WordRun Of(ulong letters, ulong capitals, ulong lettersAndBlanks)
    {
        var length = BitOperations.TrailingZeroCount(~lettersAndBlanks | (1UL << Longest));
        return Cut(letters, capitals, length);
    }

    /// <summary>The run up to its last word.</summary>
    public WordRun WithoutLastWord() => Cut(Letters, Capitals, Length - BitOperations.LeadingZeroCount(~(Letters << (64 - Length))));

    /// <summary>Hashes all words.</summary>
    /// <param name="text">From the first character of the run on.</param>
    /// <param name="hashes">Where the hash of the first word goes; there is room for all.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Hash(ReadOnlySpan<char> text, ref uint hashes)
    {
        if (text.Length < Length + WordHash.Block)
        {
            HashLast(text, ref hashes);
            return;
        }

        var letters = Letters;
        ref var first = ref MemoryMarshal.GetReference(text);
        for (var starts = Starts; starts != 0; starts &= starts - 1)
        {
            var start = BitOperations.TrailingZeroCount(starts);
            var length = BitOperations.TrailingZeroCount(~(letters >> start));
            hashes = WordHash.Of(ref Unsafe.Add(ref first, start), length);
            hashes = ref Unsafe.Add(ref hashes, 1);
        }
    }

    // The text ends before a whole block can be read behind every word.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void HashLast(ReadOnlySpan<char> text, ref uint hashes)
    {
        for (var starts = Starts; starts != 0; starts &= starts - 1)
        {
            var start = BitOperations.TrailingZeroCount(starts);
            hashes = WordHash.OfLast(text.Slice(start, BitOperations.TrailingZeroCount(~(Letters >> start))));
            hashes = ref Unsafe.Add(ref hashes, 1);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static WordRun Cut(ulong letters, ulong capitals, int length)
    {
        var within = (1UL << length) - 1;
        return new(letters & within, capitals & within, length);
    }
}
