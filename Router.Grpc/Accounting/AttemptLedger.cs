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
        var pad = SpoolPad.Begin(SpoolRecordKind.Opened, attempt.EventId);
        var row = pad.Begin(LedgerEvent.AttemptFieldNumber);
        Write(pad, attempt, most, AttemptCost.UpperBound(attempt, most), "unknown");
        pad.End(row);
        spool.Append(pad);
    }

    public void Close(Attempt attempt, in TokenUsage usage, AttemptCost? cost)
    {
        if (!attempt.ReachedProvider)
        {
            spool.Void(attempt.EventId);
            return;
        }

        var pad = SpoolPad.Begin(SpoolRecordKind.Final, attempt.EventId);
        var row = pad.Begin(LedgerEvent.AttemptFieldNumber);
        Write(pad, attempt, usage, cost, NameOf(attempt.Outcome));
        pad.Number(AttemptEvent.LatencyMicrosFieldNumber, attempt.Duration.Ticks / Microsecond);
        pad.Optional(AttemptEvent.FirstTokenMicrosFieldNumber, attempt.FirstContent?.Ticks / Microsecond);
        pad.Text(AttemptEvent.FailureFieldNumber, attempt.Failure is { } failure ? FailureNames.Of(failure.Kind) : null);
        pad.End(row);
        spool.Append(pad);
    }

    private static void Write(SpoolPad pad, Attempt attempt, in TokenUsage usage, AttemptCost? cost, string outcome)
    {
        var call = attempt.Call;
        var deployment = attempt.Candidate.Deployment;
        LedgerScopes.Write(pad, AttemptEvent.ScopeFieldNumber, call);
        pad.Text(AttemptEvent.DecisionIdFieldNumber, call.DecisionId);
        pad.Number(AttemptEvent.AttemptFieldNumber, attempt.Number);
        pad.Text(AttemptEvent.PurposeFieldNumber, attempt.IsHedge ? "hedge" : attempt.Operation);
        pad.Text(AttemptEvent.CanonicalModelFieldNumber, deployment.CanonicalId?.Value);
        pad.Text(AttemptEvent.ProviderFieldNumber, deployment.Id.Provider.Value);
        pad.Text(AttemptEvent.ModelFieldNumber, deployment.Id.Model);
        pad.Text(AttemptEvent.TierFieldNumber, call.Decision.Tier);
        pad.Text(AttemptEvent.IntentFieldNumber, call.Hints.Intent);
        pad.Number(AttemptEvent.InputTokensFieldNumber, usage.FreshInputTokens);
        pad.Number(AttemptEvent.CachedInputTokensFieldNumber, usage.CachedInputTokens);
        pad.Number(AttemptEvent.CacheWriteTokensFieldNumber, usage.CacheWriteTokens);
        pad.Number(AttemptEvent.OutputTokensFieldNumber, usage.OutputTokens);
        pad.Number(AttemptEvent.ReasoningTokensFieldNumber, usage.ReasoningTokens);
        pad.Flag(AttemptEvent.EstimatedFieldNumber, usage.Estimated);
        pad.Optional(AttemptEvent.CostNanosFieldNumber, cost?.Amount.Value);
        pad.Optional(AttemptEvent.UncachedCostNanosFieldNumber, cost?.Uncached.Value);
        pad.Text(AttemptEvent.PriceIdFieldNumber, cost?.PriceId);
        pad.Text(AttemptEvent.OutcomeFieldNumber, outcome);
    }

    public static string NameOf(AttemptOutcome outcome) => outcome switch
    {
        AttemptOutcome.Ok => "ok",
        AttemptOutcome.Failed => "failed",
        AttemptOutcome.Aborted or AttemptOutcome.Superseded => "aborted",
        _ => "unknown",
    };
}
