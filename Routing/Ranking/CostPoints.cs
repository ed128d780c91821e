using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Routing.Ranking;

/// <summary>
/// Points for what a request is expected to cost: 1,000 for nothing, 50 fewer with each doubling from a millionth of a dollar on,
/// 0 from about a dollar. Ratios count, not differences, so that a policy means the same for short prompts and long ones.
/// </summary>
internal static class CostPoints
{
    /// <summary>What a cost is counted from, in billionths of a dollar.</summary>
    public const long Millionth = 1_000;

    /// <summary>So dear that there are no points left for it.</summary>
    public const long Worthless = Millionth << (DoublingsToNothing + 1);

    private const int DoublingsToNothing = 20;

    private static readonly int Start = Doublings.Of(Millionth);

    /// <summary>0 when there is no price: unpriced is not cheap.</summary>
    /// <param name="nanos">In billionths of a dollar; <see cref="RequestCost.Unpriced"/> when there is no price.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(long nanos)
    {
        if (nanos == RequestCost.Unpriced)
        {
            return 0;
        }

        var doublings = Doublings.Of(Math.Clamp(nanos, 0, long.MaxValue - Millionth) + Millionth) - Start;
        return Math.Max(1_000 - (doublings * 1_000 / (DoublingsToNothing * Doublings.One)), 0);
    }

    /// <summary>The same for eight costs at once that are counted from <see cref="Millionth"/> already.</summary>
    /// <param name="first">Four of them, whole or not: what is less than a whole number adds no doubling. One below <see cref="Millionth"/> counts as that.</param>
    /// <param name="second">The next four.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<int> OfDoubles(Vector256<double> first, Vector256<double> second)
    {
        // A thousand over twenty doublings of 1,024ths is 25 over 512.
        const int PerDoublings = 25;
        const int Shift = 9;
        var doublings = Doublings.Of(first, second) - Vector256.Create(Start);
        return Vector256.Clamp(Vector256.Create(1_000) - ((doublings * PerDoublings) >> Shift), Vector256<int>.Zero, Vector256.Create(1_000));
    }
}
