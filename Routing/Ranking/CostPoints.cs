using System.Runtime.CompilerServices;

namespace Routing.Ranking;

/// <summary>
/// Points for what a request is expected to cost: 1,000 for nothing, 50 fewer with each doubling from a millionth of a dollar on,
/// 0 from about a dollar. Ratios count, not differences, so that a policy means the same for short prompts and long ones.
/// </summary>
internal static class CostPoints
{
    private const long Millionth = 1_000;
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
}
