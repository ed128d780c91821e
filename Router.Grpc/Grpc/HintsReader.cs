using Providers.Chat;
using Routing.Features;
using Wire = Aspire.Routing.V1;

namespace Router.Grpc.Grpc;

/// <summary>Reads hints from their wire form.</summary>
internal static class HintsReader
{
    public static RoutingHints Read(Wire.RoutingHints? hints, List<RequestFault> faults) => hints is null ? RoutingHints.None : new()
    {
        AgentId = NullIfEmpty(hints.AgentId),
        ExecutionId = NullIfEmpty(hints.ExecutionId),
        Intent = ReadIntent(hints.Intent, faults),
        AgentScores = hints.AgentScores is null ? null : ReadScores(hints.AgentScores, faults),
        StepMetrics = hints.StepMetrics is null ? StepMetrics.None : ReadMetrics(hints.StepMetrics, faults),
        PreviousFailures = NotNegative(hints.PreviousFailures, "hints.previous_failures", faults),
        BudgetRemaining = hints.HasBudgetRemaining ? hints.BudgetRemaining : null,
        Requirements = RequirementsReader.Read(hints, faults),
        Policy = NullIfEmpty(hints.Policy),
        SessionId = ReadSession(hints.SessionId, faults),
    };

    private static AgentScores ReadScores(Wire.AgentScores scores, List<RequestFault> faults) => AgentScores.From(
        scores.HasCreationScore ? Ten(scores.CreationScore, "hints.agent_scores.creation_score", faults) : null,
        scores.HasExecutionScore ? Ten(scores.ExecutionScore, "hints.agent_scores.execution_score", faults) : null,
        scores.HasCombinedScore ? Ten(scores.CombinedScore, "hints.agent_scores.combined_score", faults) : null);

    private static StepMetrics ReadMetrics(Wire.StepMetrics metrics, List<RequestFault> faults) => new()
    {
        PromptLength = metrics.HasPromptLength ? NotNegative(metrics.PromptLength, "hints.step_metrics.prompt_length", faults) : null,
        DataSize = metrics.HasDataSize ? Math.Max(metrics.DataSize, 0) : null,
        ConditionCount = metrics.HasConditionCount ? NotNegative(metrics.ConditionCount, "hints.step_metrics.condition_count", faults) : null,
        ContextDepth = metrics.HasContextDepth ? NotNegative(metrics.ContextDepth, "hints.step_metrics.context_depth", faults) : null,
        ReasoningMillis = metrics.HasReasoning ? Score.FromTen(Ten(metrics.Reasoning, "hints.step_metrics.reasoning", faults)) : null,
    };

    private static string? ReadIntent(string intent, List<RequestFault> faults)
    {
        if (intent.Length > 0 && !Intents.All.Contains(intent))
        {
            faults.Add(new("hints.intent", $"Must be one of {string.Join(", ", Intents.All)}."));
        }

        return NullIfEmpty(intent);
    }

    private static int NotNegative(int value, string field, List<RequestFault> faults)
    {
        if (value < 0)
        {
            faults.Add(new(field, "Must not be negative."));
        }

        return value;
    }

    private static double Ten(double value, string field, List<RequestFault> faults)
    {
        if (value is not (>= 0 and <= 10))
        {
            faults.Add(new(field, "Must be from 0 to 10."));
        }

        return value;
    }

    private static string? ReadSession(string session, List<RequestFault> faults)
    {
        if (session.Length > RequirementLimits.LongestSessionId)
        {
            faults.Add(new("hints.session_id", RequirementLimits.SessionRule));
        }

        return NullIfEmpty(session);
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
