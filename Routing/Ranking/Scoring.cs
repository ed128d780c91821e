using System.Runtime.CompilerServices;
using Routing.Health;

namespace Routing.Ranking;

/// <summary>Puts the terms of a candidate's score together.</summary>
internal static class Scoring
{
    /// <param name="ordinal">The candidate, by <see cref="Catalog.Listing.Ordinal"/>.</param>
    /// <param name="row">Its row.</param>
    /// <param name="health">Points for its health.</param>
    /// <param name="request">The request.</param>
    /// <param name="level">The tier that suits the request; -1 when none was worked out.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScorePoints Of(int ordinal, in RankingRow row, HealthRow health, in RankedRequest request, int level)
    {
        var cost = RequestCost.Expected(ordinal, in row, in request);
        return new(
            QualityPoints.Of(in row.Ratings, in request.Needs),
            CostPoints.Of(cost),
            health.Latency,
            health.Reliability,
            row.Preference.At(level),
            cost);
    }
}
