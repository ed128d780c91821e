using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Health;

namespace Routing.Explaining;

/// <summary>An input with what it leads to: from here changes are looked for.</summary>
internal sealed class Situation
{
    // Below that a catalog is indexed in no time.
    private const int FewDeployments = 64;

    private readonly Func<DeploymentId?, bool> _wanted;
    private readonly bool _setAside;
    private DecisionInput? _small;

    /// <param name="input">What decides.</param>
    /// <param name="wanted">What is to serve after a change; null for anything but what serves now.</param>
    public Situation(DecisionInput input, Func<DeploymentId?, bool>? wanted = null)
    {
        Input = input;
        var outcome = RoutingPipeline.Decide(input, CandidateList.Most);
        Decision = (outcome as RoutingOutcome.Decided)?.Decision;
        Exclusions = Decision?.Exclusions ?? ((RoutingOutcome.Refused)outcome).Error.Exclusions;
        if (Participation.Of(input) is { } part && Variation.Try(input, part, CandidateList.Most) is RoutingOutcome.Refused(var tried))
        {
            // What kept the variant from serving may be what a change removes.
            _setAside = true;
            Exclusions = Exclusions.AddRange(tried.Exclusions);
        }

        _wanted = wanted ?? (served => served != Served);
    }

    public DecisionInput Input { get; }

    /// <summary>Null when the request was refused.</summary>
    public Decision? Decision { get; }

    public ImmutableArray<Exclusion> Exclusions { get; }

    /// <summary>What serves; null when nothing does.</summary>
    public DeploymentId? Served => Decision?.Primary.Deployment.Id;

    /// <summary>What is attempted when that fails, in order.</summary>
    public IEnumerable<Candidate> Behind => Decision?.Candidates.Skip(1) ?? [];

    /// <summary>Every deployment that was looked at.</summary>
    public IEnumerable<DeploymentId> Examined =>
        (Decision?.Candidates.Select(static candidate => candidate.Deployment.Id) ?? []).Concat(Exclusions.Select(static exclusion => exclusion.Deployment));

    /// <summary>The same input with nothing in its catalog and health view but what was looked at, to try many changes of them on.</summary>
    public DecisionInput Small => _small ??= Narrow();

    /// <summary>Whether complexity picks the tier.</summary>
    public bool PicksTier => PicksTierOf(Variation.Apply(Input)) || (_setAside && PicksTierOf(Input));

    public IEnumerable<DeploymentId> ExcludedFor(ExclusionReason reason) =>
        Exclusions.Where(exclusion => exclusion.Reason == reason).Select(static exclusion => exclusion.Deployment);

    /// <summary>Whether a change after which this serves is one that is looked for.</summary>
    public bool Flips(DeploymentId? served) => _wanted(served);

    /// <summary>What would serve under another input; null when nothing would.</summary>
    public static DeploymentId? ServedBy(DecisionInput input) =>
        RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision) ? decision.Primary.Deployment.Id : null;

    private static bool PicksTierOf(DecisionInput input) => SelectorResolver.Resolve(input.Index, input.Selector, input.Defaults) is Selection.Auto;

    private DecisionInput Narrow()
    {
        var snapshot = Input.Index.Snapshot;
        if (snapshot.Deployments.Length <= FewDeployments)
        {
            return Input;
        }

        var ids = Examined.ToHashSet();
        var models = snapshot.Deployments.Where(row => ids.Contains(row.Id)).Select(static row => row.CanonicalId).ToHashSet();
        models.Remove(null);
        var kept = snapshot.Deployments.RemoveAll(row => !ids.Contains(row.Id) && !models.Contains(row.CanonicalId));
        var keptIds = kept.Select(static row => row.Id).ToHashSet();
        var narrowed = Input with
        {
            Index = new CatalogIndex(snapshot with
            {
                Deployments = kept,
                Models = snapshot.Models.RemoveAll(row => !models.Contains(row.Id)),
                CapabilityProfiles = snapshot.CapabilityProfiles.RemoveAll(row => !models.Contains(row.Model)),
                QualityEstimates = snapshot.QualityEstimates.RemoveAll(row => !models.Contains(row.Model)),
            }),
            Health = new HealthView(Input.Health.States.Where(row => keptIds.Contains(row.Key)).ToDictionary()),
        };
        return ServedBy(narrowed) == Served ? narrowed : Input;
    }
}
