using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>
/// Words that wait to be looked up together, each also as a pair with the one before it: a few short loops, each over all of them, are much
/// faster than one long one that does everything for a word before it turns to the next.
/// </summary>
internal struct WordBatch
{
    private const int Size = 256;

    // The word before the first one stands in front.
    private Hashes _words;
    private Places _alone;
    private int _count;

    public WordBatch() => Part();

    /// <summary>The words so far, oldest first.</summary>
    [UnscopedRef]
    public readonly ReadOnlySpan<uint> Words => _words[1..(_count + 1)];

    /// <summary>Room for the next words, which count at once.</summary>
    /// <returns>Where the first of them goes; there must be room by <see cref="HasRoom"/>.</returns>
    [UnscopedRef]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref uint Add(int words)
    {
        ref var next = ref Unsafe.Add(ref Unsafe.As<Hashes, uint>(ref _words), _count + 1);
        _count += words;
        return ref next;
    }

    public readonly bool HasRoom(int words) => _count + words <= Size;

    /// <summary>The next word is no pair with the last one.</summary>
    public void Part() => _alone[_count / 64] |= 1UL << _count;

    /// <summary>Looks everything up. What comes next may be a pair with the last word.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void MoveTo<TSink>(ref TraitCounts counts, ref TSink sink)
        where TSink : struct, INgramSink
    {
        var words = Words;
        Lexicon.Count(words, ref counts);
        counts[Trait.UncommonWords] += words.Length - sink.AddWords(words);
        var (last, lastIsAlone) = (_words[_count], IsAlone(_count));
        sink.AddPairs(Pairs());
        (_words[0], _alone, _count) = (last, default, 0);
        _alone[0] = lastIsAlone ? 1UL : 0;
    }

    private readonly bool IsAlone(int place) => ((_alone[place / 64] >> place) & 1) != 0;

    // Made in place, from the end on; what is none is overwritten by the last.
    [UnscopedRef]
    private ReadOnlySpan<uint> Pairs()
    {
        Span<uint> words = _words;
        WordHash.Pair(words, _count);
        var pairs = words.Slice(1, _count);
        for (var block = Places.Count - 1; block >= 0; block--)
        {
            for (var alone = _alone[block]; alone != 0;)
            {
                var bit = BitOperations.Log2(alone);
                alone ^= 1UL << bit;
                var place = (block * 64) + bit;
                if (place < _count)
                {
                    pairs[place] = pairs[^1];
                    pairs = pairs[..^1];
                }
            }
        }

        return pairs;
    }

    // One before, and as many behind as are made at once.
    [InlineArray(Size + 8)]
    private struct Hashes
    {
        private uint _first;
    }

    // A bit for each place and for the one behind the last.
    [InlineArray(Count)]
    private struct Places
    {
        public const int Count = (Size / 64) + 1;

        private ulong _first;
    }
}
