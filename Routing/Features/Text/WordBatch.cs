using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>
/// Words and pairs of words that wait to be looked up together: a few short loops, each over all of them, are much faster than one long
/// one that does everything for a word before it turns to the next.
/// </summary>
internal struct WordBatch
{
    private const int Size = 64;

    private Hashes _words;
    private Hashes _firsts;
    private Hashes _seconds;
    private int _wordCount;
    private int _pairCount;

    /// <summary>Whether there is no room for another word. Pairs are never more than words.</summary>
    public readonly bool IsFull => _wordCount == Size;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddWord(uint hash) => _words[_wordCount++] = hash;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddPair(uint first, uint second)
    {
        _firsts[_pairCount] = first;
        _seconds[_pairCount++] = second;
    }

    /// <summary>Looks everything up, and is empty again.</summary>
    public void MoveTo<TSink>(ref TraitCounts counts, ref TSink sink)
        where TSink : struct, INgramSink
    {
        var words = ((ReadOnlySpan<uint>)_words)[.._wordCount];
        foreach (var word in words)
        {
            counts.Add(Lexicon.Find(word));
        }

        counts[Trait.UncommonWords] += words.Length - sink.CountCommon(words);
        sink.AddWords(words);
        WordHash.Pair(_firsts, _seconds, _seconds);
        sink.AddPairs(((ReadOnlySpan<uint>)_seconds)[.._pairCount]);
        (_wordCount, _pairCount) = (0, 0);
    }

    [InlineArray(Size)]
    private struct Hashes
    {
        private uint _first;
    }
}
