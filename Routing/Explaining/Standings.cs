using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Filters;

namespace Routing.Explaining;

/// <summary>Says where deployments stand in a decision, and why there.</summary>
internal static class Standings
{
    public static Standing Of(Situation now, DeploymentId id)
    {
        var place = now.Decision is { } made ? IndexOf(made, id) + 1 : 0;
        if (place == 1)
        {
            return new(id, StandingKind.Selected, place, ExclusionReason.None, "was selected");
        }

        if (place > 1)
        {
            return new(id, StandingKind.Behind, place, ExclusionReason.None, Behind(now.Decision!, place));
        }

        foreach (var exclusion in now.Exclusions)
        {
            if (exclusion.Deployment == id)
            {
                return new(id, StandingKind.Excluded, 0, exclusion.Reason, $"was not selected because {Because(exclusion.Detail)}");
            }
        }

        return new(id, StandingKind.NotConsidered, 0, ExclusionReason.None, $"was not considered: {NotConsidered(now, id)}");
    }

    private static int IndexOf(Decision decision, DeploymentId id)
    {
        for (var i = 0; i < decision.Candidates.Length; i++)
        {
            if (decision.Candidates[i].Deployment.Id == id)
            {
                return i;
            }
        }

        return -1;
    }

    private static string Behind(Decision decision, int place) => string.Create(
        CultureInfo.InvariantCulture,
        $"stands at place {place}, {decision.Candidates[place - 1].Role switch
        {
            CandidateRole.SameModel => "serving the same model",
            CandidateRole.Fallback => "as the last resort",
            _ when decision.Policy is { } policy => $"ranked by {policy.Name} with {Points(decision, place)} points to {Points(decision, 1)}",
            _ => decision.Tier is { } tier ? $"later in the order of {tier}" : "later in the order of preference",
        }}, and is attempted when {decision.Primary.Deployment.Id} fails");

    private static string Points(Decision decision, int place) =>
        (decision.Candidates[place - 1].Score.Total / 1_000m).ToString("0.#", CultureInfo.InvariantCulture);

    // Details are written to stand alone or after a colon.
    private static string Because(string detail) =>
        detail.StartsWith("retired", StringComparison.Ordinal) || detail.StartsWith("deprecated", StringComparison.Ordinal)
        || detail.StartsWith("disabled", StringComparison.Ordinal) || detail.StartsWith("cooling", StringComparison.Ordinal)
        || detail.StartsWith("isolated", StringComparison.Ordinal)
            ? $"it is {detail}"
            : detail.StartsWith("circuit", StringComparison.Ordinal) ? $"its {detail.Replace("circuit open", "circuit is open", StringComparison.Ordinal)}" : detail;

    private static string NotConsidered(Situation now, DeploymentId id)
    {
        var index = now.Input.Index;
        if (index.Listing(id) is not { } listing)
        {
            return "the catalog does not list it";
        }

        var why = now.Decision switch
        {
            { Policy: { } policy, Complexity: not null } => $"{policy.Name} ranks what is described and of a model that is not left out of its family, and this is not",
            { Tier: { } tier, Complexity: not null } => $"complexity asks for {tier}, which does not list it{InTier(index, id)}",
            { Tier: { } tier } => $"the tier {tier} was asked for, which does not list it{InTier(index, id)}",
            { ResolvedBy: ResolvedBy.Experiment, Tier: null } decision => $"an experiment asked for {decision.Experiment!.Selector} in place of {decision.Selector}, which does not lead to it",
            { ResolvedBy: ResolvedBy.Family } => "it is not in the family's order of preference and is chosen only when named",
            { } decision => $"{decision.Selector} was asked for, and a model that is named is never replaced by another one{InFamily(index, listing.Deployment)}",
            null => "the request does not lead to it",
        };

        return CandidateFilters.Objection(now.Input, listing, named: true) is { } exclusion
            ? $"{why}; nor could it serve, since {Because(exclusion.Detail)}"
            : why;
    }

    private static string InFamily(CatalogIndex index, Deployment deployment) =>
        deployment.CanonicalId is { } model && index.Snapshot.Families.FirstOrDefault(row => row.Preferred.Contains(model)) is { } family
            ? $"; family:{family.Name} leads to it"
            : "";

    private static string InTier(CatalogIndex index, DeploymentId id) =>
        index.Snapshot.Tiers.FirstOrDefault(tier => tier.Entries.Contains(id)) is { } tier ? $" ({tier.Name} does)" : " (it is chosen only when named)";
}
