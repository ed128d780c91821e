using System.Collections.Concurrent;
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
    private readonly Histogram<double> _syncDurations;
    private readonly Histogram<double> _probes;
    private readonly ConcurrentDictionary<ProviderId, int> _models = new();

    public WorkerInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(Name);
        _syncs = meter.CreateCounter<long>("routing.worker.syncs", "{sync}", "Syncs of a provider's list of models, by result and failure.");
        _syncDurations = meter.CreateHistogram<double>("routing.worker.sync.duration", "s", "Time from asking a provider to the catalog's answer, by result.");
        _probes = meter.CreateHistogram<double>("routing.worker.probe.duration", "s", "Time to a provider's answer, by result.");
        meter.CreateObservableGauge("routing.worker.models", ObserveModels, "{model}", "Models in a provider's latest list.");
    }

    public Activity? StartSync(ProviderId provider) => Start("sync", provider);

    public Activity? StartProbe(ProviderId provider) => Start("probe", provider);

    public void Synced(Activity? span, ProviderId provider, SyncOutcome outcome, TimeSpan duration)
    {
        var result = outcome.Result.ToString();
        _syncs.Add(1, new("provider", provider.Value), new("result", result), new("failure", outcome.Failure?.ToString() ?? "none"));
        _syncDurations.Record(duration.TotalSeconds, new("provider", provider.Value), new("result", result));
        if (outcome.Models is { } models)
        {
            _models[provider] = models;
            span?.SetTag("routing.models", models);
        }

        End(span, result, outcome.Result is SyncResult.Synced or SyncResult.Unchanged or SyncResult.Skipped);
    }

    public void Probed(Activity? span, ProviderId provider, ProbeResult result, TimeSpan latency)
    {
        _probes.Record(latency.TotalSeconds, new("provider", provider.Value), new("result", result.ToString()));
        End(span, result.ToString(), result is ProbeResult.Answers);
    }

    /// <summary>Measures no more for a provider that is gone.</summary>
    public void Forget(ProviderId provider) => _models.TryRemove(provider, out _);

    public void Dispose() => _spans.Dispose();

    private IEnumerable<Measurement<int>> ObserveModels() =>
        _models.Select(entry => new Measurement<int>(entry.Value, new KeyValuePair<string, object?>("provider", entry.Key.Value)));

    private Activity? Start(string work, ProviderId provider) =>
        _spans.StartActivity($"{work} {provider}")?.SetTag("routing.provider", provider.Value);

    private static void End(Activity? span, string result, bool well) =>
        span?.SetTag("routing.result", result).SetStatus(well ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
}
