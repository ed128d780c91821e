using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Telemetry;

public sealed class MeterTests
{
    [Fact]
    public async Task Requests_attempts_fallbacks_and_times_are_measured()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));
        var factory = router.Services.GetRequiredService<IMeterFactory>();
        var seen = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name == "Aspire.Routing.Router" && ReferenceEquals(instrument.Meter.Scope, factory))
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, _, _, _) => seen.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        listener.SetMeasurementEventCallback<double>((instrument, _, _, _) => seen.AddOrUpdate(instrument.Name, 1, static (_, count) => count + 1));
        listener.Start();

        await router.Http.ChatAsync();
        await Eventually.Is(() => seen.ContainsKey("routing.router.fallbacks"));

        Assert.Equal(1, seen["routing.router.requests"]);
        Assert.Equal(2, seen["routing.router.attempts"]);
        Assert.Equal(2, seen["gen_ai.client.operation.duration"]);
        Assert.Equal(1, seen["gen_ai.server.time_to_first_token"]);
        Assert.Equal(1, seen["routing.router.decision.duration"]);
    }

    [Fact]
    public async Task What_seed_dashboards_ask_for_is_told_at_metrics()
    {
        await using var simulator = await ProviderSimulator.StartAsync();

        // In a process of its own: here every router would see the meters of all the others.
        using var folder = new TemporaryFolder();
        var (snapshot, metered) = (Catalogs.Of(simulator.Address), new DeploymentId(new("metered"), "sim-small"));
        await File.WriteAllBytesAsync(folder.In("snapshot.json"), SnapshotFile.Write(snapshot with
        {
            Providers = [snapshot.Providers[0] with { Id = metered.Provider }],
            Deployments = [snapshot.Deployments[0] with { Id = metered }],
            Tiers = [.. snapshot.Tiers.Select(tier => tier with { Entries = [metered] })],
        }));
        await using var router = await RouterProcess.ServeAsync("--snapshot", folder.In("snapshot.json"), "--spool", folder.In("spool"));
        using var http = new HttpClient { BaseAddress = router.Address };
        var before = MetricsText.Parse(await http.GetStringAsync("/metrics"));

        await http.ChatAsync();
        await http.ChatAsync();

        var after = before;
        await Eventually.Is(async () => Grown("routing_router_attempts_total", ("routing_outcome", "ok")) == 2
            || (after = MetricsText.Parse(await http.GetStringAsync("/metrics"))) is null);
        Assert.Equal(2, Grown("gen_ai_client_operation_duration_seconds_count"));
        Assert.Equal(2, Grown("gen_ai_server_time_to_first_token_seconds_count"));
        Assert.Equal(2, Grown("gen_ai_client_token_usage_count", ("gen_ai_token_type", "output")));
        Assert.True(Grown("gen_ai_client_token_usage_sum", ("gen_ai_token_type", "input")) > 0);
        Assert.True(Grown("routing_router_cost_nanos_total") > 0);

        double Grown(string name, params (string Label, string Value)[] labels) =>
            after.Sum(name, [("gen_ai_provider_name", "metered"), .. labels]) - before.Sum(name, [("gen_ai_provider_name", "metered"), .. labels]);
    }
}
