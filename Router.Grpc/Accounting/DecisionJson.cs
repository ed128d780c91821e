using System.Buffers;
using System.Text;
using System.Text.Json;
using Routing.Decisions;

namespace Router.Grpc.Accounting;

/// <summary>A decision as the ledger keeps it.</summary>
internal static class DecisionJson
{
    /// <summary>A catalog of hundreds of models may exclude nearly all of them; the ledger keeps the first.</summary>
    private const int MostExclusions = 32;

    public static string Of(Decision decision)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("selector", decision.Selector);
        json.WriteString("resolved_by", DecisionNames.Of(decision.ResolvedBy));
        json.WriteString("tier", decision.Tier);
        WriteCandidates(json, decision);
        WriteExclusions(json, decision);
        WriteComplexity(json, decision.Complexity);
        json.WriteStartArray("reasons");
        foreach (var reason in decision.Reasons)
        {
            json.WriteStringValue(reason);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteCandidates(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartArray("candidates");
        foreach (var candidate in decision.Candidates)
        {
            json.WriteStartObject();
            json.WriteString("provider", candidate.Deployment.Id.Provider.Value);
            json.WriteString("model", candidate.Deployment.Id.Model);
            json.WriteString("role", DecisionNames.Of(candidate.Role));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteExclusions(Utf8JsonWriter json, Decision decision)
    {
        json.WriteStartArray("exclusions");
        for (var i = 0; i < decision.Exclusions.Length && i < MostExclusions; i++)
        {
            var (deployment, reason, detail) = decision.Exclusions[i];
            json.WriteStartObject();
            json.WriteString("provider", deployment.Provider.Value);
            json.WriteString("model", deployment.Model);
            json.WriteString("reason", DecisionNames.Of(reason));
            json.WriteString("detail", detail);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteComplexity(Utf8JsonWriter json, Complexity? complexity)
    {
        if (complexity is null)
        {
            return;
        }

        json.WriteStartObject("complexity");
        json.WriteNumber("score_millis", complexity.ScoreMillis);
        if (complexity.AgentScoreMillis is { } agent)
        {
            json.WriteNumber("agent_score_millis", agent);
            json.WriteString("agent_score_source", DecisionNames.Of(complexity.AgentScoreFrom));
        }

        json.WriteNumber("step_score_millis", complexity.StepScoreMillis);
        json.WriteEndObject();
    }
}
