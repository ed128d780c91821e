using Aspire.Catalog.V1;
using Simulation;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Worker.FunctionalTests.OnDemand;

public sealed class DemandTests
{
    [Fact]
    public async Task A_provider_is_synced_at_once_when_somebody_asks_and_the_end_is_told()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        await Eventually.Is(() => !catalog.Reports.IsEmpty);

        catalog.Demands.Add(new() { Provider = "sim", Request = 7 });

        await Eventually.Is(() => catalog.Reports.Count == 3);
        Assert.Equal(
            [(0, SyncResult.Synced), (7, SyncResult.Running), (7, SyncResult.Synced)],
            catalog.Reports.Select(report => (report.Request, report.Result)));
        Assert.Equal(2, catalog.Synced.Count);
        Assert.Equal("3 models: 3 new, 0 changed, 0 unchanged; 0 no longer listed.", catalog.Reports.Last().Detail);
        Assert.True(catalog.Reports.Last().FinishedAt.ToDateTime() >= catalog.Reports.Last().StartedAt.ToDateTime());
    }

    [Fact]
    public async Task Requests_made_while_a_sync_runs_are_answered_by_one_more()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        var firstEnds = new TaskCompletionSource();
        catalog.Takes = firstEnds.Task;
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        await Eventually.Is(() => catalog.IsOffered);

        catalog.Demands.Add(new() { Provider = "sim", Request = 1 });
        catalog.Demands.Add(new() { Provider = "sim", Request = 2 });
        catalog.Demands.Add(new() { Provider = "sim", Request = 3 });

        await Eventually.Is(() => worker.Demands.Latest(new("sim")) == 3);
        Assert.Empty(catalog.Synced);
        firstEnds.SetResult();

        await Eventually.Is(() => catalog.Reports.Any(report => report is { Request: 3, Result: SyncResult.Synced }));
        Assert.Equal(2, catalog.Synced.Count);
    }

    [Fact]
    public async Task Who_asks_for_a_provider_without_a_key_is_told()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", upstream.Address, apiKeyEnvironment: "SIM_TEST_KEY")));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);

        catalog.Demands.Add(new() { Provider = "sim", Request = 1 });

        await Eventually.Is(() => catalog.Reports.Any(report => report is { Request: 1, Result: SyncResult.Skipped }));
        Assert.Equal("No key: set SIM_TEST_KEY.", catalog.Reports.First(report => report is { Request: 1, Result: SyncResult.Skipped }).Detail);
    }

    [Fact]
    public async Task A_request_that_comes_before_its_provider_is_answered_by_the_first_sync()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(1));
        await using var worker = await WorkerHost.StartAsync(catalog.Address);
        catalog.Demands.Add(new() { Provider = "sim", Request = 4 });
        await Eventually.Is(() => catalog.Demands.Count == 0 && !catalog.Watchers.IsEmpty);

        catalog.Events.Add(CatalogEvents.Changes(1, 2, CatalogEvents.Provider("sim", new Uri(upstream.Address, "/v1"))));

        await Eventually.Is(() => catalog.Reports.Any(report => report is { Request: 4, Result: SyncResult.Synced }));
    }

    private static Task<FakeCatalog> CatalogOf(ProviderSimulator upstream) =>
        FakeCatalog.StartAsync(CatalogEvents.Snapshot(1, CatalogEvents.Provider("sim", new Uri(upstream.Address, "/v1"))));
}
