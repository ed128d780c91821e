using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>An input with what it leads to: from here changes are looked for.</summary>
internal sealed class Situation
{
    public Situation(DecisionInput input)
    {
        Input = input;
        var outcome = RoutingPipeline.Decide(input, CandidateList.Most);
        Decision = (outcome as RoutingOutcome.Decided)?.Decision;
        Exclusions = Decision?.Exclusions ?? ((RoutingOutcome.Refused)outcome).Error.Exclusions;
    }

    public DecisionInput Input { get; }

    /// <summary>Null when the request was refused.</summary>
    public Decision? Decision { get; }

    public ImmutableArray<Exclusion> Exclusions { get; }

    /// <summary>What serves; null when nothing does.</summary>
    public DeploymentId? Served => Decision?.Primary.Deployment.Id;

    /// <summary>Every deployment that was looked at.</summary>
    public IEnumerable<DeploymentId> Examined =>
        (Decision?.Candidates.Select(static candidate => candidate.Deployment.Id) ?? []).Concat(Exclusions.Select(static exclusion => exclusion.Deployment));

    /// <summary>Whether complexity picks the tier.</summary>
    public bool PicksTier => SelectorResolver.Resolve(Input.Index, Input.Selector, Input.DefaultModel) is Selection.Auto;

    public IEnumerable<DeploymentId> ExcludedFor(ExclusionReason reason) =>
        Exclusions.Where(exclusion => exclusion.Reason == reason).Select(static exclusion => exclusion.Deployment);

    /// <summary>What would serve under another input; null when nothing would.</summary>
    public static DeploymentId? ServedBy(DecisionInput input) =>
        RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision) ? decision.Primary.Deployment.Id : null;
}
