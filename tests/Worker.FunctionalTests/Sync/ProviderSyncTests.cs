using System.Text;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Simulation;
using Simulation.Scripting;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.Sync;

public sealed class ProviderSyncTests
{
    [Fact]
    public async Task Brings_a_providers_models_and_its_raw_answer_to_the_catalog()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        var synced = catalog.Synced.First();
        Assert.Equal("sim", synced.Provider);
        Assert.Equal(["sim-large", "sim-medium", "sim-small"], synced.Models.Select(model => model.Model).Order());
        Assert.Contains("\"sim-small\"", Encoding.UTF8.GetString(synced.Raw.Span), StringComparison.Ordinal);
        Assert.All(synced.Models, model => Assert.Contains(model.Model, model.ProviderData, StringComparison.Ordinal));
        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Synced");
        Assert.StartsWith("3 models: 3 new", (await worker.HealthAsync("sync", "sim"))!.Value.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_the_models_of_an_ollama_server()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("ollama", upstream.Address, profile: "ollama")));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        Assert.NotEmpty(catalog.Synced.First().Models);
        Assert.Contains(upstream.Requests, request => request.Path == "/api/tags");
    }

    [Fact]
    public async Task A_provider_that_hangs_or_is_down_holds_up_no_other()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var hanging = await ProviderSimulator.StartAsync();
        hanging.For().Always(Reply.Hang());
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(
            1,
            CatalogEvents.Provider("down", new Uri($"http://127.0.0.1:{FreePort.Next()}/v1")),
            CatalogEvents.Provider("hanging", At(hanging)),
            CatalogEvents.Provider("sim", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(
            catalog.Address,
            redis: null,
            ("Worker:Sync:Deadline", "00:00:05"),
            // On a busy machine the first sync of a provider that is well may take longer than that, too.
            ("Worker:Sync:RetryInterval", "00:00:01"));

        await Eventually.Is(() => catalog.Synced.Any(request => request.Provider == "sim"));
        await Eventually.Is(async () => await worker.HealthAsync("sync", "down") is ("Failed", "No connection to the provider."));
        await Eventually.Is(async () => (await worker.HealthAsync("sync", "hanging"))?.Result == "Failed");
        Assert.Contains("5 s", (await worker.HealthAsync("sync", "hanging"))!.Value.Detail, StringComparison.Ordinal);
        await Eventually.Is(async () => (await worker.HealthAsync("sync")).GetProperty("status").GetString() == "Healthy");
    }

    [Theory]
    [InlineData("{\"object\":\"list\",\"data\":[]}", "lists no models. The answer is kept.")]
    [InlineData("{\"object\":\"list\"", "")]
    [InlineData("{\"models\":\"soon\"}", "")]
    [InlineData("[[[[", "")]
    public async Task An_answer_without_usable_models_changes_nothing_and_is_reported(string answer, string reason)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(answer, "application/json"));
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Failed");

        Assert.Empty(catalog.Synced);
        Assert.Equal(answer, catalog.Unreadable.First().Raw.ToStringUtf8());
        Assert.Contains(reason, (await worker.HealthAsync("sync", "sim"))!.Value.Detail, StringComparison.Ordinal);
        await Eventually.Is(() => worker.Logs.Lines.Any(IsFailure));
        Assert.Single(worker.Logs.Lines, IsFailure);

        static bool IsFailure(LogLine line) => line.Level == LogLevel.Warning && line.Message.Contains("Could not sync sim", StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_key_is_said_once_and_nobody_is_called()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", At(upstream), apiKeyEnvironment: "SIM_TEST_KEY")));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, ("Worker:Sync:RetryInterval", "00:00:00.05"));

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Skipped");
        var first = (await worker.HealthAsync("sync")).GetProperty("data").GetProperty("sim").GetProperty("at").GetString();
        await Eventually.Is(async () => (await worker.HealthAsync("sync")).GetProperty("data").GetProperty("sim").GetProperty("at").GetString() != first);

        Assert.Single(worker.Logs.Lines, line => line.Message.Contains("No key: set SIM_TEST_KEY.", StringComparison.Ordinal));
        Assert.Empty(upstream.Requests);
        Assert.Equal("Healthy", (await worker.HealthAsync("sync")).GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_key_and_the_address_of_the_environment_are_used()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim-eu", apiKeyEnvironment: "SIM_TEST_KEY")));
        await using var worker = await WorkerHost.StartAsync(
            catalog.Address,
            redis: null,
            ("SIM_TEST_KEY", "k-123"),
            ("Providers:sim_eu:BaseUrl", At(upstream).ToString()));

        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        Assert.All(upstream.Requests, request => Assert.Equal("Bearer k-123", request.Headers["Authorization"]));
        Assert.All(upstream.Requests, request => Assert.DoesNotContain("traceparent", request.Headers.Keys));
        Assert.DoesNotContain(worker.Logs.Lines, line => line.Message.Contains("k-123", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_provider_added_to_the_catalog_is_synced_at_once_and_the_others_not_again()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("one", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        await Eventually.Is(() => !catalog.Synced.IsEmpty);

        catalog.Events.Add(CatalogEvents.Changes(1, 2, CatalogEvents.Provider("two", At(upstream))));
        await Eventually.Is(() => catalog.Synced.Any(request => request.Provider == "two"));

        Assert.Single(catalog.Synced, request => request.Provider == "one");
    }

    [Fact]
    public async Task Syncs_again_on_schedule()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, ("Worker:Sync:Interval", "00:00:01"));

        await Eventually.Is(() => catalog.Confirmed.Count >= 2);
    }

    [Fact]
    public async Task A_provider_may_have_a_pace_of_its_own()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", At(upstream)), CatalogEvents.Provider("sim-eu", At(upstream))));
        await using var worker = await WorkerHost.StartAsync(catalog.Address, redis: null, ("Worker:Sync:Intervals:sim_eu", "00:00:01"));

        await Eventually.Is(() => catalog.Confirmed.Count >= 2);

        Assert.All(catalog.Confirmed, request => Assert.Equal("sim-eu", request.Provider));
    }

    [Fact]
    public async Task Waits_for_a_catalog_that_is_away_at_the_start_and_says_so()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        await Eventually.Is(async () => (await worker.HealthAsync("catalog")).GetProperty("description").GetString()!
            .StartsWith("The catalog is away. Waiting since", StringComparison.Ordinal));

        catalog.Events.Add(CatalogEvents.Snapshot(4, CatalogEvents.Provider("sim", At(upstream))));
        await catalog.ComeAsync();

        await Eventually.Is(() => !catalog.Synced.IsEmpty);
        await Eventually.Is(async () => (await worker.HealthAsync("catalog")).GetProperty("description").GetString() == "at revision 4");
    }

    [Fact]
    public async Task A_list_that_the_catalog_refuses_is_reported_with_its_reason()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        await Eventually.Is(() => !catalog.Watchers.IsEmpty);

        catalog.Refusal = StatusCode.FailedPrecondition;
        catalog.Events.Add(CatalogEvents.Changes(1, 2, CatalogEvents.Provider("sim", At(upstream))));

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "sim"))?.Result == "Refused");
        Assert.Contains("refused by the test", (await worker.HealthAsync("sync", "sim"))!.Value.Detail, StringComparison.Ordinal);
        Assert.Equal("Degraded", (await worker.HealthAsync("sync")).GetProperty("status").GetString());
    }

    private static Uri At(ProviderSimulator upstream) => new(upstream.Address, "/v1");
}
