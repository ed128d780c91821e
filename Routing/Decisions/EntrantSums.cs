using System.Runtime.Intrinsics;
using Routing.Ranking;

namespace Routing.Decisions;

/// <summary>The weighted points of all entrants, by which they are ranked.</summary>
internal static class EntrantSums
{
    /// <summary>Adds them up; those who may not serve are below zero.</summary>
    /// <param name="list">The entrants.</param>
    /// <param name="policy">Weighs them.</param>
    /// <param name="level">The tier that suits the request; -1 when none was worked out.</param>
    /// <param name="sums">Room for all, and for a <see cref="Lineup.Block"/> more, which is filled with nobody.</param>
    public static void Write(in CandidateList list, WeightedPolicy policy, int level, Span<int> sums)
    {
        var first = 0;
        if (list.Lineup is { } lineup && Vector128.IsHardwareAccelerated && list.Request.ReadAs != Pricing.Unknown)
        {
            first = list.LinedUp;
            WriteLineup(in list, lineup, policy, level, sums);
        }

        for (var i = first; i < list.Entrants.Length; i++)
        {
            sums[i] = Of(in list, i, policy, level);
        }

        sums.Slice(list.Entrants.Length, Lineup.Block).Fill(-1);
    }

    private static void WriteLineup(in CandidateList list, Lineup lineup, WeightedPolicy policy, int level, Span<int> sums)
    {
        ref readonly var request = ref list.Request;
        var entrants = list.Entrants[..list.LinedUp];
        lineup.SumUp(in request, policy, sums[..((entrants.Length + Lineup.Block - 1) / Lineup.Block * Lineup.Block)]);
        var known = sums[..entrants.Length];
        if (request.Warm is { } warm && lineup.PlaceOf(warm.Ordinal) is >= 0 and var place && place < known.Length)
        {
            known[place] = Lineup.Unsure;
        }

        for (var i = 0; list.Count < list.Entrants.Length && i < known.Length; i++)
        {
            known[i] = entrants[i].IsNobody ? -1 : known[i];
        }

        for (var i = known.IndexOf(Lineup.Unsure); i >= 0;)
        {
            known[i] = Of(in list, i, policy, level);
            var next = known[i..].IndexOf(Lineup.Unsure);
            i = next < 0 ? -1 : i + next;
        }
    }

    private static int Of(in CandidateList list, int i, WeightedPolicy policy, int level) =>
        list.Entrants[i].IsNobody ? -1 : policy.Sum(list.PointsOf(in list.Entrants[i], level));
}
