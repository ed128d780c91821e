using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>What is counted of every word, six counts in two numbers: they are added to for each word, and memory is slower than that.</summary>
internal struct WordTally
{
    private const int LongWord = 8;
    private const int VeryLongWord = 12;

    // Sixteen bits each: a text that is read at once has fewer words.
    private ulong _lengths;
    private ulong _kinds;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int length, bool allCaps, bool named, bool common)
    {
        var several = length > 1;
        _lengths += 1 | (Bit(length >= LongWord) << 16) | (Bit(length >= VeryLongWord) << 32);
        _kinds += Bit(allCaps & several) | (Bit(named & several) << 16) | (Bit(!common) << 32);
    }

    public void MoveTo(ref TraitCounts counts)
    {
        counts[Trait.Words] += Part(_lengths, 0);
        counts[Trait.LongWords] += Part(_lengths, 16);
        counts[Trait.VeryLongWords] += Part(_lengths, 32);
        counts[Trait.AllCaps] += Part(_kinds, 0);
        counts[Trait.Names] += Part(_kinds, 16);
        counts[Trait.UncommonWords] += Part(_kinds, 32);
        this = default;
    }

    private static int Part(ulong all, int at) => (ushort)(all >> at);

    private static ulong Bit(bool value) => value ? 1UL : 0;
}
