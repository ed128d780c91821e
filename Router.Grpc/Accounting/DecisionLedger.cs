using Aspire.Catalog.V1;
using Router.Grpc.Admission;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Features;
using Routing.Health;
using Routing.Replaying;

namespace Router.Grpc.Accounting;

/// <summary>Writes decisions to the spool once their request has ended, with everything that decided them.</summary>
internal sealed class DecisionLedger(Spool spool)
{
    private const int MostRemembered = 1_024;
    private const string Refused = "refused";

    private static readonly string[] Capabilities = [.. Enum.GetNames<PromptCapability>().Select(static name => name.ToLowerInvariant())];

    private readonly HashSet<string> _sent = new(StringComparer.Ordinal);

    /// <summary>Writes down a request that has ended.</summary>
    public void Add(in EndedCall call)
    {
        var (id, caller, tags, input, decision, answered, attempts, outcome, duration) = call;
        AddOnce(input.Health, input.Time);
        var pad = SpoolPad.Begin(SpoolRecordKind.Final, id);
        var row = pad.Begin(LedgerEvent.DecisionFieldNumber);
        LedgerScopes.Write(pad, DecisionEvent.ScopeFieldNumber, caller, input.Hints, tags);
        pad.Text(DecisionEvent.DecisionIdFieldNumber, id);
        pad.Text(DecisionEvent.SelectorFieldNumber, decision.Selector);
        pad.Text(DecisionEvent.TierFieldNumber, decision.Tier);
        pad.Text(DecisionEvent.ProviderFieldNumber, answered.Provider.Id.Value);
        pad.Text(DecisionEvent.ModelFieldNumber, answered.Deployment.Id.Model);
        pad.Text(DecisionEvent.CanonicalModelFieldNumber, answered.Deployment.CanonicalId?.Value);
        pad.Optional(DecisionEvent.ComplexityMillisFieldNumber, decision.Complexity?.ScoreMillis);
        pad.Number(DecisionEvent.AttemptsFieldNumber, attempts);
        pad.Text(DecisionEvent.OutcomeFieldNumber, outcome);
        pad.Number(DecisionEvent.CatalogRevisionFieldNumber, decision.CatalogRevision);
        pad.Text(DecisionEvent.HashFieldNumber, decision.Hash);
        pad.Text(DecisionEvent.ActiveViewFieldNumber, decision.ActiveView);
        pad.Flag(DecisionEvent.ErrorFallbackFieldNumber, decision.IsErrorFallback);
        pad.Explain(StoredDecision.WriteUtf8(input, decision));
        Write(pad, input, decision.Experiment, duration);
        pad.End(row);
        spool.Append(pad);
    }

    /// <summary>Writes down that nothing could serve a request, with every exclusion.</summary>
    public void AddRefused(string id, Caller caller, DecisionInput input, RoutingError error, TimeSpan duration)
    {
        AddOnce(input.Health, input.Time);
        var pad = SpoolPad.Begin(SpoolRecordKind.Final, id);
        var row = pad.Begin(LedgerEvent.DecisionFieldNumber);
        LedgerScopes.Write(pad, DecisionEvent.ScopeFieldNumber, caller, input.Hints, []);
        pad.Text(DecisionEvent.DecisionIdFieldNumber, id);
        pad.Text(DecisionEvent.SelectorFieldNumber, string.IsNullOrWhiteSpace(input.Selector) ? Selectors.Auto : input.Selector);
        pad.Text(DecisionEvent.OutcomeFieldNumber, Refused);
        pad.Number(DecisionEvent.CatalogRevisionFieldNumber, input.Index.Snapshot.Revision);
        pad.Text(DecisionEvent.HashFieldNumber, DecisionHash.Of(input));
        pad.Text(DecisionEvent.DecisionJsonFieldNumber, StoredDecision.Write(input, new RoutingOutcome.Refused(error)));
        Write(pad, input, Participation.Of(input), duration);
        pad.End(row);
        spool.Append(pad);
    }

    private static void Write(SpoolPad pad, DecisionInput input, Participation? part, TimeSpan duration)
    {
        pad.Text(DecisionEvent.IntentFieldNumber, input.Hints.Intent);
        pad.Text(DecisionEvent.CapabilityFieldNumber, input.Features.Prompt is { } prompt ? Capabilities[(int)prompt.Strongest] : null);
        pad.Number(DecisionEvent.LatencyMicrosFieldNumber, duration.Ticks / TimeSpan.TicksPerMicrosecond);
        if (part is not null)
        {
            pad.Text(DecisionEvent.ExperimentFieldNumber, part.Experiment);
            pad.Text(DecisionEvent.VariantFieldNumber, part.Variant);
            pad.Flag(DecisionEvent.VariantSetAsideFieldNumber, part.SetAside);
            pad.Optional(DecisionEvent.ExperimentBucketFieldNumber, input.Experiment!.Number);
        }
    }

    // Views come and go by the thousand while decisions are made with each; what is sent again all the same is kept once.
    private void AddOnce(HealthView view, DateTimeOffset now)
    {
        if (view.Id == HealthView.Unknown.Id)
        {
            return;
        }

        lock (_sent)
        {
            if (!_sent.Add(view.Id))
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
