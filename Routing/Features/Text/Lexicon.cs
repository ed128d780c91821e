using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>
/// Looks up a word by its hash: one comparison with the four words of its row, and no branch, since whether a word is known is
/// what a processor cannot foresee.
/// </summary>
internal static class Lexicon
{
    private const int Rows = 1024;
    private const int Places = 4;

    private static readonly Row[] Words = new Row[Rows];
    private static readonly uint Spread = Fill();

    /// <summary>What a word is known for; <see cref="LexiconEntry.None"/> when it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LexiconEntry Find(uint hash)
    {
        ref var row = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Words), RowOf(hash, Spread));
        var equal = Vector128.Equals(row.Hashes, Vector128.Create(hash));
        var place = BitOperations.TrailingZeroCount(equal.ExtractMostSignificantBits() | (1u << Places));
        return Unsafe.Add(ref Unsafe.As<Entries, LexiconEntry>(ref row.Entries), place);
    }

    /// <summary>Counts what words are known for.</summary>
    public static void Count(ReadOnlySpan<uint> words, ref TraitCounts counts)
    {
        // In turn: a count that was just added to must be waited for.
        var others = new TraitCounts();
        var at = 0;
        for (; at < words.Length - 1; at += 2)
        {
            counts.Add(Find(words[at]));
            others.Add(Find(words[at + 1]));
        }

        if (at < words.Length)
        {
            counts.Add(Find(words[at]));
        }

        counts.Add(in others);
    }

    private static uint RowOf(uint hash, uint spread) => (hash * spread) >> (32 - BitOperations.Log2(Rows));

    // Tries factors until no row has more words than places. A word listed twice keeps its first trait and its first hint.
    private static uint Fill()
    {
        var words = new Dictionary<uint, LexiconEntry>();
        foreach (var (trait, list) in LexiconWords.All)
        {
            foreach (var word in list.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                words.TryAdd(WordHash.Of(word), LexiconEntry.None with { Trait = trait });
            }
        }

        foreach (var (hint, points, list) in HintWords.All)
        {
            foreach (var hash in list.Split(' ').Select(WordHash.Of))
            {
                var known = words.GetValueOrDefault(hash, LexiconEntry.None);
                words[hash] = known.Hint == Hint.None ? known with { Hint = hint, Points = points } : known;
            }
        }

        for (var spread = 0x9E3779B1u; ; spread += 2)
        {
            if (TryFill(words, spread))
            {
                return spread;
            }
        }
    }

    private static bool TryFill(Dictionary<uint, LexiconEntry> words, uint spread)
    {
        var used = new int[Rows];
        Array.Clear(Words);
        foreach (ref var row in Words.AsSpan())
        {
            ((Span<LexiconEntry>)row.Entries).Fill(LexiconEntry.None);
        }

        foreach (var (hash, entry) in words)
        {
            var row = RowOf(hash, spread);
            var place = used[row]++;
            if (place == Places)
            {
                return false;
            }

            Words[row].Hashes = Words[row].Hashes.WithElement(place, hash);
            Words[row].Entries[place] = entry;
        }

        return true;
    }

    // Half a cache line.
    [StructLayout(LayoutKind.Sequential, Size = 32)]
    private struct Row
    {
        public Vector128<uint> Hashes;
        public Entries Entries;
    }

    // Four places, and behind them the word that is not there.
    [InlineArray(Places + 1)]
    private struct Entries
    {
        private LexiconEntry _first;
    }
}
