using System.Diagnostics;
using System.Diagnostics.Metrics;
using Aspire.Catalog.V1;

namespace Catalog.Api.Alerts;

/// <summary>What is measured of alerts.</summary>
internal sealed class AlertInstruments
{
    private readonly Counter<long> _events;
    private readonly Counter<long> _tries;

    // Each of a kind and severity, as the database last had them.
    private volatile IReadOnlyList<Measurement<long>> _open = [];

    public AlertInstruments(IMeterFactory meters)
    {
        var meter = meters.Create("Aspire.Routing.Catalog");
        _events = meter.CreateCounter<long>("routing.catalog.alert.events", "{event}", "What happened to alerts, by kind and event, at the replica where it did.");
        _tries = meter.CreateCounter<long>("routing.catalog.webhook.tries", "{try}", "Tries to tell webhooks of alerts, by webhook and result.");
        meter.CreateObservableGauge("routing.catalog.alerts.open", () => _open, "{alert}", "Open alerts by kind and severity, the same at every replica.");
    }

    public void Happened(AlertEventType type, AlertRow alert) => _events.Add(
        1, new TagList { { "routing.alert.kind", alert.Kind }, { "routing.alert.event", AlertNames.Of(type) } });

    public void Told(string webhook, string result) => _tries.Add(
        1, new TagList { { "routing.webhook", webhook }, { "routing.outcome", result } });

    public void Open(IEnumerable<(string Kind, AlertSeverity Severity, long Alerts)> counts) => _open =
    [
        .. counts.Select(count => new Measurement<long>(
            count.Alerts, new("routing.alert.kind", count.Kind), new("routing.alert.severity", AlertNames.Of(count.Severity)))),
    ];
}
