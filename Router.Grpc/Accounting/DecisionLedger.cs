using Aspire.Catalog.V1;
using Router.Grpc.Forwarding;
using Router.Grpc.Telemetry;

namespace Router.Grpc.Accounting;

/// <summary>Writes decisions to the spool once their request has ended.</summary>
internal sealed class DecisionLedger(Spool spool)
{
    public void Add(ChatCall call, CallEnd end, TimeSpan duration)
    {
        var decision = call.Decision;
        var answered = end is CallEnd.Served or CallEnd.Broken ? call.LastAttempt!.Candidate : decision.Primary;
        var row = new DecisionEvent
        {
            Scope = LedgerScopes.Of(call),
            DecisionId = call.DecisionId,
            Selector = decision.Selector,
            Tier = decision.Tier ?? "",
            Provider = answered.Provider.Id.Value,
            Model = answered.Deployment.Id.Model,
            CanonicalModel = answered.Deployment.CanonicalId?.Value ?? "",
            Intent = call.Hints.Intent ?? "",
            Attempts = call.Attempts,
            Outcome = RequestInstruments.NameOf(end),
            CatalogRevision = decision.CatalogRevision,
            Hash = decision.Hash,
            ActiveView = decision.ActiveView ?? "",
            DecisionJson = DecisionJson.Of(decision),
            Capability = call.Features.Prompt?.Strongest.ToString().ToLowerInvariant() ?? "",
            LatencyMicros = duration.Ticks / TimeSpan.TicksPerMicrosecond,
        };

        if (decision.Complexity is { } complexity)
        {
            row.ComplexityMillis = complexity.ScoreMillis;
        }

        spool.Add(new() { EventId = call.DecisionId, Decision = row });
    }
}
