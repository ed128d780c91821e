using System.Diagnostics;
using System.Diagnostics.Metrics;
using Providers.Worker.Probing;
using Providers.Worker.Sync;
using Routing.Catalog;

namespace Providers.Worker.Telemetry;

/// <summary>What the worker measures, and its spans.</summary>
internal sealed class WorkerInstruments : IDisposable
{
    public const string Name = "Aspire.Routing.Worker";

    private readonly ActivitySource _spans = new(Name);
    private readonly Counter<long> _syncs;
    private readonly Histogram<double> _probes;

    public WorkerInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _syncs = meter.CreateCounter<long>("routing.worker.syncs", "{sync}", "Syncs of a provider's list of models, by result.");
        _probes = meter.CreateHistogram<double>("routing.worker.probe.duration", "s", "Time to a provider's answer, by result.");
    }

    public Activity? StartSync(ProviderId provider) => Start("sync", provider);

    public Activity? StartProbe(ProviderId provider) => Start("probe", provider);

    public void Synced(Activity? span, ProviderId provider, SyncResult result)
    {
        _syncs.Add(1, new("provider", provider.Value), new("result", result.ToString()));
        End(span, result.ToString(), result is SyncResult.Synced or SyncResult.Skipped);
    }

    public void Probed(Activity? span, ProviderId provider, ProbeResult result, TimeSpan latency)
    {
        _probes.Record(latency.TotalSeconds, new("provider", provider.Value), new("result", result.ToString()));
        End(span, result.ToString(), result is ProbeResult.Answers);
    }

    public void Dispose() => _spans.Dispose();

    private Activity? Start(string work, ProviderId provider) =>
        _spans.StartActivity($"{work} {provider}")?.SetTag("routing.provider", provider.Value);

    private static void End(Activity? span, string result, bool well) =>
        span?.SetTag("routing.result", result).SetStatus(well ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
}
