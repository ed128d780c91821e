using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining.Changes;

namespace Routing.Explaining;

/// <summary>
/// Finds the nearest single change after which something else would serve. Distances are comparable by convention: a score moves by its own
/// thousandths, an amount or a price by its share of the larger one in ten-thousandths, and what is done by hand has a fixed distance, the larger the
/// more it takes: a failure 1,500, health of a deployment 2,000, of a provider 2,500, a key 4,000, a permission or a capability 5,000,
/// enabling 6,000.
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
        new PriceChange(),
        new DeploymentHealthChange(),
        new ProviderHealthChange(),
        new CredentialChange(),
        new PermissionChange(),
        new CapabilityChange(),
        new EnablingChange(),
    ];

    /// <summary>The nearest change after which another deployment serves, or one serves where none did, or none where one did.</summary>
    /// <returns>Null when no single change of the known kinds does that.</returns>
    public static Flip? Nearest(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var now = new Situation(input);
        return Nearest(now, served => served != now.Served);
    }

    /// <summary>The nearest change after which one of these deployments serves.</summary>
    /// <returns>Null when no single change of the known kinds does that.</returns>
    public static Flip? Nearest(DecisionInput input, IReadOnlyCollection<DeploymentId> wanted)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(wanted);
        return Nearest(new(input), served => served is { } id && wanted.Contains(id));
    }

    // The order is stable, so that of two changes equally far away the kind named first wins on every machine.
    private static Flip? Nearest(Situation now, Func<DeploymentId?, bool> wanted)
    {
        foreach (var change in Kinds.SelectMany(kind => kind.Of(now)).OrderBy(static change => change.Distance))
        {
            var input = change.Apply();
            var served = Situation.ServedBy(input);
            if (wanted(served))
            {
                return new(change.Kind, change.Distance, change.Condition, served, input);
            }
        }

        return null;
    }
}
