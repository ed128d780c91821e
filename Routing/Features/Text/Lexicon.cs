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

    // Four places, the word that is not there, and three to make the index a shift.
    private const int Stride = 8;

    private static readonly uint[] Hashes = new uint[Rows * Places];
    private static readonly LexiconEntry[] Entries = new LexiconEntry[Rows * Stride];
    private static readonly uint Spread = Fill();

    /// <summary>What a word is known for; <see cref="LexiconEntry.None"/> when it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LexiconEntry Find(uint hash)
    {
        var row = RowOf(hash, Spread);
        var equal = Vector128.Equals(Vector128.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(Hashes), row * Places), Vector128.Create(hash));
        var place = BitOperations.TrailingZeroCount(equal.ExtractMostSignificantBits() | (1u << Places));
        return Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(Entries), (nint)(row * Stride) + place);
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
        Array.Fill(Entries, LexiconEntry.None);
        Array.Clear(Hashes);
        foreach (var (hash, entry) in words)
        {
            var row = (int)RowOf(hash, spread);
            if (used[row] == Places)
            {
                return false;
            }

            Hashes[(row * Places) + used[row]] = hash;
            Entries[(row * Stride) + used[row]++] = entry;
        }

        return true;
    }
}
