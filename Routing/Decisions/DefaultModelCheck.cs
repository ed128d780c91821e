namespace Routing.Decisions;

/// <summary>Finds out before anybody asks whether a request that names no model would be served as configured.</summary>
public static class DefaultModelCheck
{
    /// <summary>What is wrong with the default model in force, with the way out.</summary>
    /// <param name="input">What the router holds now; its selector, hints and health are not looked at.</param>
    /// <returns>Null when no default is configured, or it serves.</returns>
    public static string? Fault(DecisionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        var unnamed = input with { Selector = null, Hints = Features.RoutingHints.None, Health = Health.HealthView.Unknown };
        if (input.Index.Snapshot.Deployments.IsEmpty
            || SelectorResolver.Resolve(unnamed.Index, null, unnamed.Defaults) is { By: ResolvedBy.Auto, Reason: null })
        {
            return null;
        }

        return RoutingPipeline.Decide(unnamed) switch
        {
            RoutingOutcome.Refused refused => refused.Error.Message,
            // The default itself cannot serve and something else does: the same model elsewhere, or the next of its family.
            RoutingOutcome.Decided { Decision: { ResolvedBy: ResolvedBy.DefaultModel, PassedOver: > 0 } decision } => string.Join("; ", decision.Reasons),
            _ => null,
        };
    }
}
