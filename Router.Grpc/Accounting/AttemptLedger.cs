using Aspire.Catalog.V1;
using Router.Grpc.Forwarding;
using Routing.Money;

namespace Router.Grpc.Accounting;

/// <summary>Writes attempts to the spool: before they reach a provider, and when they have ended. Those that reached none leave no row.</summary>
internal sealed class AttemptLedger(Spool spool)
{
    private const long Microsecond = TimeSpan.TicksPerMicrosecond;

    /// <summary>Writes what is to be believed if this process ends before the attempt does: it cost what it could at most cost.</summary>
    public void Open(Attempt attempt)
    {
        var most = AttemptUsage.UpperBound(attempt);
        spool.Open(Event(attempt, most, AttemptCost.UpperBound(attempt, most), "unknown"));
    }

    public void Close(Attempt attempt)
    {
        if (!attempt.ReachedProvider)
        {
            spool.Void(attempt.EventId);
            return;
        }

        var usage = AttemptUsage.Of(attempt);
        var happened = Event(attempt, usage, AttemptCost.Of(attempt, usage), NameOf(attempt.Outcome));
        happened.Attempt.LatencyMicros = attempt.Duration.Ticks / Microsecond;
        if (attempt.FirstContent is { } firstContent)
        {
            happened.Attempt.FirstTokenMicros = firstContent.Ticks / Microsecond;
        }

        if (attempt.Failure is { } failure)
        {
            happened.Attempt.Failure = FailureNames.Of(failure.Kind);
        }

        spool.Add(happened);
    }

    private static LedgerEvent Event(Attempt attempt, TokenUsage usage, AttemptCost? cost, string outcome)
    {
        var call = attempt.Call;
        var deployment = attempt.Candidate.Deployment;
        var row = new AttemptEvent
        {
            Scope = LedgerScopes.Of(call),
            DecisionId = call.DecisionId,
            Attempt = attempt.Number,
            Purpose = attempt.IsHedge ? "hedge" : attempt.Operation,
            CanonicalModel = deployment.CanonicalId?.Value ?? "",
            Provider = deployment.Id.Provider.Value,
            Model = deployment.Id.Model,
            Tier = call.Decision.Tier ?? "",
            Intent = call.Hints.Intent ?? "",
            InputTokens = usage.FreshInputTokens,
            CachedInputTokens = usage.CachedInputTokens,
            CacheWriteTokens = usage.CacheWriteTokens,
            OutputTokens = usage.OutputTokens,
            ReasoningTokens = usage.ReasoningTokens,
            Estimated = usage.Estimated,
            Outcome = outcome,
        };

        if (cost is { } known)
        {
            row.CostNanos = known.Amount.Value;
            row.UncachedCostNanos = known.Uncached.Value;
            row.PriceId = known.PriceId;
        }

        return new() { EventId = attempt.EventId, Attempt = row };
    }

    public static string NameOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Ok => "ok",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Aborted or AttemptOutcome.Superseded => "aborted",
        _ => "unknown",
    };
}
