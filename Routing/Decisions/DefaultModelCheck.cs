using System.Collections.Immutable;

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
            || SelectorResolver.Resolve(unnamed.Index, null, unnamed.DefaultModel) is { By: ResolvedBy.Auto, Reason: null })
        {
            return null;
        }

        return RoutingPipeline.Decide(unnamed) switch
        {
            RoutingOutcome.Refused refused => refused.Error.Message,
            RoutingOutcome.Decided decided when PassedOver(decided.Decision) is { IsEmpty: false } faults => string.Join("; ", faults),
            _ => null,
        };
    }

    // The default itself cannot serve and something else does: the same model elsewhere, or the next of its family.
    private static ImmutableArray<string> PassedOver(Decision decision) =>
        decision.ResolvedBy is ResolvedBy.DefaultModel
        && decision.Reasons.Any(static reason => reason.Contains(" passed over: ", StringComparison.Ordinal))
            ? decision.Reasons
            : [];
}
