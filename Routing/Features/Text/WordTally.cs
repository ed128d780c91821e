using System.Runtime.CompilerServices;

namespace Routing.Features.Text;

/// <summary>What is counted of every word, five counts in two numbers: they are added to for each word, and memory is slower than that.</summary>
internal struct WordTally
{
    private const int LongWord = 8;
    private const int VeryLongWord = 12;

    // Sixteen bits each: a text that is read at once has fewer words.
    private ulong _lengths;
    private ulong _kinds;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(int length, bool allCaps, bool named)
    {
        _lengths += 1 | From(length, LongWord) << 16 | From(length, VeryLongWord) << 32;
        _kinds += (Bit(allCaps) | (Bit(named) << 16)) & (0 - From(length, 2));
    }

    public void MoveTo(ref TraitCounts counts)
    {
        counts[Trait.Words] += Part(_lengths, 0);
        counts[Trait.LongWords] += Part(_lengths, 16);
        counts[Trait.VeryLongWords] += Part(_lengths, 32);
        counts[Trait.AllCaps] += Part(_kinds, 0);
        counts[Trait.Names] += Part(_kinds, 16);
        this = default;
    }

    private static int Part(ulong all, int at) => (ushort)(all >> at);

    // 1 for so many or more.
    private static ulong From(int length, int least) => (uint)(least - 1 - length) >> 31;

    private static ulong Bit(bool value) => value ? 1UL : 0;
}
