using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Profiles;

namespace Routing.Explaining.Changes;

/// <summary>
/// A better model, of those that a policy ranked behind and somebody has rated: better at everything alike, as by the routing weight of
/// its profile. Distance: the share of the better quality that was missing.
/// </summary>
internal sealed class QualityChange() : StepwiseChange("quality")
{
    // Five times as good: beyond it no rating that counts for anything is left below the top.
    protected override int Last => 400;

    protected override bool Counts(PolicyWeights policy) => policy.Quality > 0;

    protected override IEnumerable<Candidate> Behind(Situation now) =>
        from candidate in now.Behind.DistinctBy(static candidate => candidate.Deployment.CanonicalId)
        where candidate.Deployment.CanonicalId is not null && candidate.Deployment.CanonicalId != now.Decision!.Primary.Deployment.CanonicalId
        where now.Input.Index.Listing(candidate.Deployment.Id)?.Ratings is not null
        select candidate;

    protected override int Distance(int step) => Amounts.Distance(Percent, Percent + step);

    protected override string Condition(DecisionInput input, Candidate candidate, int step) =>
        string.Create(CultureInfo.InvariantCulture, $"with {candidate.Deployment.CanonicalId} rated at {Percent + step} % of what it is or above");

    protected override DecisionInput With(DecisionInput input, Candidate candidate, int step)
    {
        var snapshot = input.Index.Snapshot;
        var model = candidate.Deployment.CanonicalId!.Value;
        var profile = snapshot.CapabilityProfiles.FirstOrDefault(row => row.Model == model && row.IsActive is not false);
        var better = (profile ?? new ModelCapabilityProfile { Model = model }) with
        {
            RoutingWeightMillis = (profile?.RoutingWeightMillis ?? CapabilityScore.Highest) * (Percent + step) / Percent,
        };
        return input with
        {
            Index = new CatalogIndex(snapshot with
            {
                CapabilityProfiles = [.. snapshot.CapabilityProfiles.Where(row => !ReferenceEquals(row, profile)), better],
            }),
        };
    }
}
