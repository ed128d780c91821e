using Routing.Catalog;
using Routing.Features;

namespace Routing.Decisions;

/// <summary>Weighs what is known of the agent and of the step.</summary>
internal static class ComplexityScore
{
    public static Complexity Of(RequestFeatures features, RoutingHints hints, RoutingRules rules)
    {
        var step = StepScore.Of(features, hints.StepMetrics);
        return hints.AgentScores?.ScoreMillis is { } agent
            ? new(Score.Weigh(agent, step, rules.AgentShareMillis), agent, step)
            : new(step, null, step);
    }
}
