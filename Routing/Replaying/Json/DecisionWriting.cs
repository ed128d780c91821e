using System.Text.Json;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Replaying.Json;

/// <summary>Writes a <see cref="Decision"/> as <see cref="RoutingJson"/> does, letter by letter, at a fraction of the cost.</summary>
internal static class DecisionWriting
{
    /// <summary>Whether every property is written here; otherwise all of it is left to the serializer.</summary>
    public static readonly bool IsKnown =
        TextWriting.AreAllOf<Decision>(
            nameof(Decision.Selector), nameof(Decision.ResolvedBy), nameof(Decision.Tier), nameof(Decision.Policy), nameof(Decision.Candidates),
            nameof(Decision.Exclusions), nameof(Decision.Complexity), nameof(Decision.Reasons), nameof(Decision.Eligible),
            nameof(Decision.CatalogRevision), nameof(Decision.Hash), nameof(Decision.AppliedParameters), nameof(Decision.ActiveView), nameof(Decision.Experiment))
        && TextWriting.AreAllOf<Candidate>(nameof(Candidate.Deployment), nameof(Candidate.Provider), nameof(Candidate.Role), nameof(Candidate.Score))
        && TextWriting.AreAllOf<CandidateScore>(
            nameof(CandidateScore.Total), nameof(CandidateScore.Quality), nameof(CandidateScore.Cost), nameof(CandidateScore.Latency),
            nameof(CandidateScore.Reliability), nameof(CandidateScore.Preference), nameof(CandidateScore.ExpectedCost), nameof(CandidateScore.FirstTokenMillis))
        && TextWriting.AreAllOf<Complexity>(
            nameof(Complexity.ScoreMillis), nameof(Complexity.AgentScoreMillis), nameof(Complexity.StepScoreMillis), nameof(Complexity.AgentScoreFrom))
        && TextWriting.AreAllOf<TierParameters>(nameof(TierParameters.MaxTokens), nameof(TierParameters.TemperatureMillis));

    public static void Write(JsonPad json, Decision decision)
    {
        if (!IsKnown)
        {
            json.WriteJson(JsonSerializer.SerializeToUtf8Bytes(decision, RoutingJson.Plain.Decision));
            return;
        }

        json.WriteStartObject();
        json.Write("selector"u8, decision.Selector);
        json.Write("resolved_by"u8, decision.ResolvedBy);
        json.Write("tier"u8, decision.Tier);
        if (decision.Policy is { } policy)
        {
            json.Write("policy"u8, policy, RoutingJson.Plain.PolicyWeights);
        }

        json.WriteStartArray("candidates"u8);
        foreach (var candidate in decision.Candidates)
        {
            Write(json, candidate);
        }

        json.WriteEndArray();
        json.WriteStartArray("exclusions"u8);
        foreach (var exclusion in decision.Exclusions)
        {
            json.WriteJson(JsonSerializer.SerializeToUtf8Bytes(exclusion, RoutingJson.Plain.Exclusion));
        }

        json.WriteEndArray();
        if (decision.Complexity is { } complexity)
        {
            json.WriteName("complexity"u8);
            Write(json, complexity);
        }

        json.WriteStartArray("reasons"u8);
        foreach (var reason in decision.Reasons)
        {
            json.WriteElement(reason);
        }

        json.WriteEndArray();
        json.Write("eligible"u8, decision.Eligible);
        json.Write("catalog_revision"u8, decision.CatalogRevision);
        json.Write("hash"u8, decision.Hash);
        if (decision.AppliedParameters is { } applied)
        {
            json.WriteStartObject("applied_parameters"u8);
            json.Write("max_tokens"u8, applied.MaxTokens);
            json.Write("temperature_millis"u8, applied.TemperatureMillis);
            json.WriteEndObject();
        }

        json.Write("active_view"u8, decision.ActiveView);
        if (decision.Experiment is { } part)
        {
            json.Write("experiment"u8, part, RoutingJson.Plain.Participation);
        }

        json.WriteEndObject();
    }

    private static void Write(JsonPad json, Candidate candidate)
    {
        json.WriteStartObject();
        json.Write("deployment"u8, candidate.Deployment.Id.ToString());
        json.Write("provider"u8, candidate.Provider.Id.Value);
        json.Write("role"u8, candidate.Role);
        json.WriteName("score"u8);
        Write(json, candidate.Score);
        json.WriteEndObject();
    }

    private static void Write(JsonPad json, in CandidateScore score)
    {
        json.WriteStartObject();
        json.Write("total"u8, score.Total);
        json.Write("quality"u8, score.Quality);
        json.Write("cost"u8, score.Cost);
        json.Write("latency"u8, score.Latency);
        json.Write("reliability"u8, score.Reliability);
        json.Write("preference"u8, score.Preference);
        if (score.ExpectedCost is { } cost)
        {
            json.WriteStartObject("expected_cost"u8);
            json.Write("value"u8, cost.Value);
            json.WriteEndObject();
        }

        json.Write("first_token_millis"u8, score.FirstTokenMillis);
        json.WriteEndObject();
    }

    private static void Write(JsonPad json, Complexity complexity)
    {
        json.WriteStartObject();
        json.Write("score_millis"u8, complexity.ScoreMillis);
        json.Write("agent_score_millis"u8, complexity.AgentScoreMillis);
        json.Write("step_score_millis"u8, complexity.StepScoreMillis);
        json.Write("agent_score_from"u8, complexity.AgentScoreFrom);
        json.WriteEndObject();
    }
}
