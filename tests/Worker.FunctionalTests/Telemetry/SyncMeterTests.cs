using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Simulation;
using Simulation.Scripting;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Telemetry;

public sealed class SyncMeterTests
{
    [Fact]
    public async Task Outcome_duration_and_models_of_each_provider_are_measured()
    {
        await using var good = await ProviderSimulator.StartAsync();
        await using var bad = await ProviderSimulator.StartAsync();
        bad.For().Always(Reply.Html());
        var (name, other) = ($"good-{Guid.NewGuid():N}", $"bad-{Guid.NewGuid():N}");
        var seen = new ConcurrentBag<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Aspire.Routing.Worker")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags, ""));
        listener.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags, ""));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Note(instrument, tags, $"={value}"));
        listener.Start();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(
            1, CatalogEvents.Provider(name, new Uri(good.Address, "/v1")), CatalogEvents.Provider(other, new Uri(bad.Address, "/v1"))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(() => seen.Count(line => line.StartsWith("routing.worker.sync.duration", StringComparison.Ordinal) && (Has(line, name) || Has(line, other))) == 2);
        listener.RecordObservableInstruments();

        Assert.Contains($"routing.worker.syncs provider={name} result=Synced failure=none", seen);
        Assert.Contains($"routing.worker.syncs provider={other} result=Failed failure=Malformed", seen);
        Assert.Contains($"routing.worker.sync.duration provider={name} result=Synced", seen);
        Assert.Contains($"routing.worker.models provider={name}=3", seen);
        Assert.DoesNotContain(seen, line => line.StartsWith("routing.worker.models", StringComparison.Ordinal) && Has(line, other));

        // Line by line, since other workers of this process have meters of the same names.
        Assert.Contains((await worker.MetricsAsync()).Split('\n'), line => line.StartsWith("routing_worker_syncs_total{", StringComparison.Ordinal)
            && line.Contains($"provider=\"{name}\"", StringComparison.Ordinal) && line.Contains("result=\"Synced\"", StringComparison.Ordinal));

        void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags, string value)
        {
            var line = instrument.Name;
            foreach (var (key, tag) in tags)
            {
                line += $" {key}={tag}";
            }

            seen.Add(line + value);
        }
    }

    private static bool Has(string line, string provider) => line.Contains(provider, StringComparison.Ordinal);
}
