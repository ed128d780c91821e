using System.Buffers.Binary;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.Api.Feedback;
using Routing.Feedback;
using Routing.Health;

namespace Catalog.Api.Usage;

/// <summary>Says which events can never be stored. Money is lost with each, so only what the ledger cannot hold is rejected.</summary>
internal static class LedgerEventRules
{
    private static readonly long LastMillisecond = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    /// <summary>Reads a UUID of version 7 and the time it carries.</summary>
    public static string? ReadId(string text, out Guid id, out DateTimeOffset createdAt)
    {
        createdAt = default;
        if (!Guid.TryParse(text, out id))
        {
            return "event_id is not a UUID.";
        }

        if (id.Version != 7)
        {
            return $"event_id is a UUID of version {id.Version}; version 7 carries the time.";
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var milliseconds = (long)(BinaryPrimitives.ReadUInt64BigEndian(bytes) >> 16);
        if (milliseconds > LastMillisecond)
        {
            return "event_id lies after the year 9999.";
        }

        createdAt = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        return null;
    }

    public static string? Fault(AttemptEvent attempt)
    {
        long[] counts =
        [
            attempt.InputTokens, attempt.CachedInputTokens, attempt.CacheWriteTokens, attempt.OutputTokens, attempt.ReasoningTokens,
            attempt.LatencyMicros, attempt.FirstTokenMicros, attempt.CostNanos, attempt.UncachedCostNanos,
        ];
        return counts.Any(count => count < 0) ? "A count, a duration or the cost is negative."
            : attempt.Provider.Length == 0 || attempt.Model.Length == 0 ? "provider or model is missing."
            : attempt.Outcome.Length == 0 ? "outcome is missing."
            : Nul(attempt.ToString());
    }

    public static string? Fault(DecisionEvent decision) =>
        decision.DecisionId.Length == 0 ? "decision_id is missing."
        : decision.Outcome.Length == 0 ? "outcome is missing."
        : decision.LatencyMicros < 0 || decision.Attempts < 0 ? "A count or a duration is negative."
        : decision.DecisionJson.Length > 0 && !IsJson(decision.DecisionJson) ? "decision_json is not JSON."
        : Nul(decision.ToString());

    public static string? Fault(FeedbackEvent feedback) =>
        ReadId(feedback.DecisionId, out _, out _) is not null ? "decision_id is not a UUID of version 7."
        : feedback.HasRating && feedback.Rating is not (>= Verdict.WorstRating and <= Verdict.BestRating) ? "rating is not from 1 to 5."
        : feedback.HasJudgeMillis && feedback.JudgeMillis is not (>= 0 and <= 1_000) ? "judge_millis is not from 0 to 1,000."
        : Verdicts.Of(feedback).IsEmpty ? "rating, success and judge_millis are all missing."
        : Nul(feedback.ToString());

    public static string? Fault(HealthViewEvent view)
    {
        try
        {
            var read = HealthView.Read(view.Content);
            return read.Id == view.ViewId && read.Content == view.Content ? null : "view_id is not the hash of the content.";
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    // protobuf's own JSON escapes U+0000, the one character that PostgreSQL's text has no place for.
    private static string? Nul(string json) =>
        json.Contains("\\u0000", StringComparison.Ordinal) && json.Replace("\\\\", "", StringComparison.Ordinal).Contains("\\u0000", StringComparison.Ordinal)
            ? "A text contains the character U+0000."
            : null;

    private static bool IsJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
