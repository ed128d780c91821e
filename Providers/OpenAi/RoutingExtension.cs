using System.Text.Json;
using Providers.Chat;
using Routing.Features;

namespace Providers.OpenAi;

/// <summary>Reads <c>routing</c>, the member of a request that is ours: hints for the router, named as in the protos.</summary>
internal static class RoutingExtension
{
    /// <summary>Leaves the reader on the last token of the value.</summary>
    public static RoutingHints Read(ref Utf8JsonReader reader, FaultList faults)
    {
        if (!JsonChecks.IsObject(ref reader, faults, "routing"))
        {
            return RoutingHints.None;
        }

        return Read(JsonElement.ParseValue(ref reader), faults);
    }

    /// <summary>The same for a body that is read by its elements.</summary>
    /// <param name="routing">The member; null when absent.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static RoutingHints Read(JsonElement? routing, FaultList faults)
    {
        var hints = RoutingHints.None;
        foreach (var member in routing is { } given ? HintValues.Members(given, "routing", faults) : [])
        {
            if (member.Value.ValueKind != JsonValueKind.Null)
            {
                hints = Apply(hints, member, faults);
            }
        }

        return hints;
    }

    private static RoutingHints Apply(RoutingHints hints, JsonProperty member, FaultList faults)
    {
        var field = "routing." + member.Name;
        var value = member.Value;
        return member.Name switch
        {
            "agent_id" => hints with { AgentId = HintValues.Text(value, field, faults) },
            "execution_id" => hints with { ExecutionId = HintValues.Text(value, field, faults) },
            "intent" => hints with { Intent = Intent(value, field, faults) },
            "agent_scores" => hints with { AgentScores = AgentScoresOf(value, field, faults) },
            "step_metrics" => hints with { StepMetrics = StepMetricsOf(value, field, faults) },
            "previous_failures" => hints with { PreviousFailures = (int)(HintValues.Whole(value, field, int.MaxValue, faults) ?? 0) },
            "budget_remaining" => hints with { BudgetRemaining = HintValues.Whole(value, field, long.MaxValue, faults) },
            "policy" => hints with { Policy = HintValues.Text(value, field, faults) },
            "session_id" => hints with { SessionId = Session(value, field, faults) },
            _ => RequirementsExtension.Apply(hints.Requirements, member, field, faults) is { } requirements
                ? hints with { Requirements = requirements }
                : HintValues.Unknown(hints, field, faults),
        };
    }

    private static string? Intent(JsonElement value, string field, FaultList faults)
    {
        var intent = HintValues.Text(value, field, faults);
        if (intent is not null && !Intents.All.Contains(intent))
        {
            faults.Add(field, $"Must be one of {string.Join(", ", Intents.All)}.");
        }

        return intent;
    }

    private static string? Session(JsonElement value, string field, FaultList faults)
    {
        var session = HintValues.Text(value, field, faults);
        if (session is { Length: 0 or > RequirementLimits.LongestSessionId })
        {
            faults.Add(field, RequirementLimits.SessionRule);
        }

        return session;
    }

    private static AgentScores AgentScoresOf(JsonElement value, string field, FaultList faults)
    {
        double? creation = null, execution = null, combined = null;
        foreach (var member in HintValues.Members(value, field, faults))
        {
            var name = $"{field}.{member.Name}";
            switch (member.Name)
            {
                case "creation_score":
                    creation = HintValues.Score(member.Value, name, faults);
                    break;
                case "execution_score":
                    execution = HintValues.Score(member.Value, name, faults);
                    break;
                case "combined_score":
                    combined = HintValues.Score(member.Value, name, faults);
                    break;
                default:
                    faults.Add(name, "Unknown; known are creation_score, execution_score, combined_score.");
                    break;
            }
        }

        return AgentScores.From(creation, execution, combined);
    }

    private static StepMetrics StepMetricsOf(JsonElement value, string field, FaultList faults)
    {
        var metrics = StepMetrics.None;
        foreach (var member in HintValues.Members(value, field, faults))
        {
            var name = $"{field}.{member.Name}";
            metrics = member.Name switch
            {
                "prompt_length" => metrics with { PromptLength = (int?)HintValues.Whole(member.Value, name, int.MaxValue, faults) },
                "data_size" => metrics with { DataSize = HintValues.Whole(member.Value, name, long.MaxValue, faults) },
                "condition_count" => metrics with { ConditionCount = (int?)HintValues.Whole(member.Value, name, int.MaxValue, faults) },
                "context_depth" => metrics with { ContextDepth = (int?)HintValues.Whole(member.Value, name, int.MaxValue, faults) },
                "reasoning" => metrics with { ReasoningMillis = Score.FromTen(HintValues.Score(member.Value, name, faults)) },
                _ => HintValues.Unknown(metrics, name, faults),
            };
        }

        return metrics;
    }
}
