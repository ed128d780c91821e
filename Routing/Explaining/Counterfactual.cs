using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining.Changes;

namespace Routing.Explaining;

/// <summary>
/// Finds the nearest single change after which something else would serve. Distances are comparable by convention: a score moves by its own
/// thousandths, an amount or a price by its share of the larger one in ten-thousandths, and what is done by hand has a fixed distance, the larger the
/// more it takes: a failure 1,500, another variant of an experiment 1,750, health of a deployment 2,000, of a provider 2,500, a key 4,000, a permission, a region or a capability
/// 5,000, enabling 6,000.
/// </summary>
public static class Counterfactual
{
    private static readonly IChangeKind[] Kinds =
    [
        new DifficultyChange(),
        new ReasoningChange(),
        new AgentScoreChange(),
        new FailuresChange(),
        new BudgetChange(),
        new PromptSizeChange(),
        new MinimumContextChange(),
        new CostLimitChange(),
        new LatencyLimitChange(),
        new DeploymentHealthChange(),
        new ProviderHealthChange(),
        new CredentialChange(),
        new PermissionChange(),
        new RegionChange(),
        new CapabilityChange(),
        new PriceChange(),
        new LatencyChange(),
        new QualityChange(),
        new EnablingChange(),
        new ExperimentChange(),
    ];

    /// <summary>The nearest change after which another deployment serves, or one serves where none did, or none where one did.</summary>
    /// <returns>Null when no single change of the known kinds does that.</returns>
    public static Flip? Nearest(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Nearest(new Situation(input));
    }

    /// <summary>The nearest change after which one of these deployments serves.</summary>
    /// <returns>Null when no single change of the known kinds does that.</returns>
    public static Flip? Nearest(DecisionInput input, IReadOnlyCollection<DeploymentId> wanted)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(wanted);
        return Nearest(new Situation(input, served => served is { } id && wanted.Contains(id)));
    }

    // Of two changes equally far away the one named first wins, on every machine.
    private static Flip? Nearest(Situation now)
    {
        Flip? nearest = null;
        foreach (var kind in Kinds)
        {
            var below = nearest?.Distance ?? int.MaxValue;
            foreach (var change in kind.Of(now, below).OrderBy(static change => change.Distance).TakeWhile(change => change.Distance < below))
            {
                var input = change.Apply();
                var served = Situation.ServedBy(input);
                if (now.Flips(served))
                {
                    nearest = new(change.Kind, change.Distance, change.Condition, served, input);
                    break;
                }
            }
        }

        return nearest;
    }
}
