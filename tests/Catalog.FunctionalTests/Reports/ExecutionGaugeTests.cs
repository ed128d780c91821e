using System.Diagnostics.Metrics;
using Catalog.Api.Reports;
using Catalog.FunctionalTests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Catalog.FunctionalTests.Reports;

public sealed class ExecutionGaugeTests
{
    [Fact]
    public async Task The_mean_cost_of_an_execution_within_the_last_hour_is_measured()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        var now = DateTimeOffset.UtcNow;
        await Eventually.Is(async () => await database.ScalarAsync<bool>(
            "SELECT to_regclass('ai_analytics_' || to_char(now() AT TIME ZONE 'UTC', 'YYYYMMDD')) IS NOT NULL"));
        await database.AddCallAsync(now.AddMinutes(-1), new("kimi", "k2", 1, 1, 123_456_789_001) { Execution = "one" });
        await database.AddCallAsync(now.AddMinutes(-2), new("kimi", "k2", 1, 1, 100) { Execution = "two" });
        await database.AddCallAsync(now.AddHours(-2), new("kimi", "k2", 1, 1, 5) { Execution = "long ago" });

        // The host's own first look may end after ours, and know nothing of the rows.
        await Eventually.Is(async () =>
        {
            await host.Services.GetRequiredService<ExecutionGauges>().RefreshAsync(CancellationToken.None);
            var measured = Measure(host);
            return measured.GetValueOrDefault("routing.catalog.execution.cost.mean.nanos") == 61_728_394_550
                && measured.GetValueOrDefault("routing.catalog.executions") == 2;
        });
        Assert.Contains("routing_catalog_execution_cost_mean_nanos", await host.Http.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    // Other hosts of this process have gauges of the same names.
    private static Dictionary<string, double> Measure(CatalogHost host)
    {
        var factory = host.Services.GetRequiredService<IMeterFactory>();
        var measured = new Dictionary<string, double>(StringComparer.Ordinal);
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name.StartsWith("routing.catalog.execution", StringComparison.Ordinal))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => measured[instrument.Name] = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return measured;
    }
}
