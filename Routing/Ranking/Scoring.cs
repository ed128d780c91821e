using Routing.Catalog;
using Routing.Health;

namespace Routing.Ranking;

/// <summary>Puts the terms of a candidate's score together.</summary>
internal static class Scoring
{
    /// <param name="listing">The candidate.</param>
    /// <param name="health">Its health.</param>
    /// <param name="request">The request.</param>
    /// <param name="level">The tier that suits the request; -1 when none was worked out.</param>
    public static CandidateScore Of(Listing listing, HealthState health, in RankedRequest request, int level)
    {
        var cost = RequestCost.Expected(listing, in request);
        return new()
        {
            Quality = QualityPoints.Of(listing.Ratings, in request.Needs),
            Cost = CostPoints.Of(cost),
            Latency = LatencyPoints.Of(health.Wait),
            Reliability = ReliabilityPoints.Of(health),
            Preference = listing.Preference.At(level),
            ExpectedCost = cost,
            FirstTokenMillis = health.FirstTokenMillis,
        };
    }
}
