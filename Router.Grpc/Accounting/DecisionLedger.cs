using Aspire.Catalog.V1;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Router.Grpc.Telemetry;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Health;
using Routing.Replaying;

namespace Router.Grpc.Accounting;

/// <summary>Writes decisions to the spool once their request has ended, with everything that decided them.</summary>
internal sealed class DecisionLedger(Spool spool)
{
    private const int MostRemembered = 1_024;
    private const string Refused = "refused";

    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

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
            Outcome = RequestInstruments.NameOf(call, end),
            CatalogRevision = decision.CatalogRevision,
            Hash = decision.Hash,
            ActiveView = decision.ActiveView ?? "",
            ErrorFallback = decision.IsErrorFallback,
            Capability = call.Features.Prompt?.Strongest.ToString().ToLowerInvariant() ?? "",
            LatencyMicros = duration.Ticks / TimeSpan.TicksPerMicrosecond,
        };

        Book(row, call.Input, decision.Experiment);
        if (decision.Complexity is { } complexity)
        {
            row.ComplexityMillis = complexity.ScoreMillis;
        }

        AddOnce(call.Input.Health, call.Time);
        spool.Add(new() { EventId = call.DecisionId, Decision = row }, StoredDecision.WriteUtf8(call.Input, decision));
    }

    /// <summary>Writes down that nothing could serve a request, with every exclusion.</summary>
    public void AddRefused(string id, Caller caller, DecisionInput input, RoutingError error, TimeSpan duration)
    {
        AddOnce(input.Health, input.Time);
        var row = new DecisionEvent
        {
            Scope = LedgerScopes.Of(caller, input.Hints),
            DecisionId = id,
            Selector = string.IsNullOrWhiteSpace(input.Selector) ? Selectors.Auto : input.Selector,
            Intent = input.Hints.Intent ?? "",
            Outcome = Refused,
            CatalogRevision = input.Index.Snapshot.Revision,
            Hash = DecisionHash.Of(input),
            DecisionJson = StoredDecision.Write(input, new RoutingOutcome.Refused(error)),
            Capability = input.Features.Prompt?.Strongest.ToString().ToLowerInvariant() ?? "",
            LatencyMicros = duration.Ticks / TimeSpan.TicksPerMicrosecond,
        };
        Book(row, input, Participation.Of(input));
        spool.Add(new() { EventId = id, Decision = row });
    }

    private static void Book(DecisionEvent row, DecisionInput input, Participation? part)
    {
        if (part is not null)
        {
            row.Experiment = part.Experiment;
            row.Variant = part.Variant;
            row.VariantSetAside = part.SetAside;
            row.ExperimentBucket = input.Experiment!.Number;
        }
    }

    // Views come and go by the thousand while decisions are made with each; what is sent again all the same is kept once.
    private void AddOnce(HealthView view, DateTimeOffset now)
    {
        lock (_sent)
        {
            if (view.Id == HealthView.Unknown.Id || !_sent.Add(view.Id))
            {
                return;
            }

            if (_sent.Count > MostRemembered)
            {
                _sent.Clear();
                _sent.Add(view.Id);
            }
        }

        spool.Add(new() { EventId = LedgerIds.New(now), HealthView = new() { ViewId = view.Id, Content = view.Content } });
    }
}
