using System.Numerics;

namespace Routing.Features.Text;

/// <summary>What is counted of every word: whole runs at a time by the bits of their letters, or one by one.</summary>
internal static class WordTally
{
    private const int LongWord = 8;
    private const int VeryLongWord = 12;

    /// <summary>Counts a run that has words.</summary>
    /// <param name="counts">To be added to.</param>
    /// <param name="run">All its words are whole.</param>
    /// <param name="sentenceStart">Whether its first word begins a sentence; it is no name then.</param>
    public static void Add(ref TraitCounts counts, in WordRun run, bool sentenceStart)
    {
        var (letters, capitals, starts) = (run.Letters, run.Capitals, run.Starts);

        // A bit where this and the next seven, or eleven, are letters.
        var long2 = letters & (letters >> 1);
        var long4 = long2 & (long2 >> 2);
        var long8 = long4 & (long4 >> (LongWord - 4));
        var long12 = long8 & (long8 >> (VeryLongWord - LongWord));

        // One more at its first capital carries through all capitals of a word, and comes out behind it when it has no other letters.
        var upper = starts & capitals & (letters >> 1);
        var carried = (capitals + upper) & ~letters;
        var names = sentenceStart ? upper & ~(starts & (0 - starts)) : upper;

        counts[Trait.Words] += BitOperations.PopCount(starts);
        counts[Trait.LongWords] += BitOperations.PopCount(long8 & ~(long8 << 1));
        counts[Trait.VeryLongWords] += BitOperations.PopCount(long12 & ~(long12 << 1));
        counts[Trait.AllCaps] += BitOperations.PopCount(carried);
        counts[Trait.Names] += BitOperations.PopCount(names);
    }

    /// <summary>Counts a single word.</summary>
    public static void Add(ref TraitCounts counts, int length, bool allCaps, bool startsUpper, bool sentenceStart)
    {
        counts[Trait.Words]++;
        counts[Trait.LongWords] += length >= LongWord ? 1 : 0;
        counts[Trait.VeryLongWords] += length >= VeryLongWord ? 1 : 0;
        counts[Trait.AllCaps] += allCaps && length > 1 ? 1 : 0;
        counts[Trait.Names] += startsUpper && !sentenceStart && length > 1 ? 1 : 0;
    }
}
