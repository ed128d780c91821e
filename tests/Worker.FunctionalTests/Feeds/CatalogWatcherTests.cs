using Aspire.Catalog.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.Logging;
using Protos.Feeds;
using TestKit;
using Worker.FunctionalTests.Fakes;
using CatalogSnapshot = Routing.Catalog.CatalogSnapshot;

namespace Worker.FunctionalTests.Feeds;

public sealed class CatalogWatcherTests : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);
    private readonly LogCapture _logs = new();
    private readonly LoggerFactory _loggers;
    private readonly CancellationTokenSource _ends = new(Deadline);
    private GrpcChannel? _channel;

    public CatalogWatcherTests() => _loggers = new([_logs]);

    public void Dispose()
    {
        _ends.Dispose();
        _channel?.Dispose();
        _loggers.Dispose();
    }

    [Fact]
    public async Task Yields_the_snapshot_and_then_each_change()
    {
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(3, CatalogEvents.Provider("openai")),
            CatalogEvents.Changes(3, 4, CatalogEvents.Provider("kimi")));

        var seen = await TakeAsync(Watch(catalog, CatalogSnapshot.Empty), 2);

        Assert.Equal([3, 4], seen.Select(snapshot => snapshot.Revision));
        Assert.Equal(["kimi", "openai"], seen[1].Providers.Select(provider => provider.Id.Value).Order());
    }

    [Fact]
    public async Task Resumes_at_the_revision_it_has_after_the_feed_ended()
    {
        await using var catalog = await FakeCatalog.StartAsync(
            CatalogEvents.Snapshot(3), CatalogEvents.End, CatalogEvents.Changes(3, 5));

        var seen = await TakeAsync(Watch(catalog, CatalogSnapshot.Empty), 2);

        Assert.Equal([3, 5], seen.Select(snapshot => snapshot.Revision));
        Assert.Equal([0, 3], catalog.Watchers);
    }

    [Fact]
    public async Task Begins_at_the_kept_copy()
    {
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Changes(7, 8));

        var seen = await TakeAsync(Watch(catalog, new CatalogSnapshot { Revision = 7 }), 1);

        Assert.Equal(8, seen.Single().Revision);
        Assert.Equal([7], catalog.Watchers);
    }

    [Fact]
    public async Task Asks_for_everything_when_changes_do_not_follow()
    {
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Snapshot(3), CatalogEvents.Changes(9, 10));
        var watch = TakeAsync(Watch(catalog, CatalogSnapshot.Empty), 2);

        await Eventually.Is(() => catalog.Watchers.Count == 2);
        catalog.Events.Add(CatalogEvents.Snapshot(10));

        Assert.Equal([3, 10], (await watch).Select(snapshot => snapshot.Revision));
        Assert.Equal([0, 0], catalog.Watchers);
    }

    [Fact]
    public async Task A_ping_says_that_the_link_is_well_and_changes_nothing()
    {
        await using var catalog = await FakeCatalog.StartAsync(CatalogEvents.Ping(3));
        var watcher = Watcher(catalog.Address);

        var seen = TakeAsync(watcher.WatchAsync(new CatalogSnapshot { Revision = 3 }, _ends.Token), 1);

        await Eventually.Is(() => watcher.Link.Connected);
        Assert.False(seen.IsCompleted);
        catalog.Events.Add(CatalogEvents.Changes(3, 4));
        Assert.Equal(4, (await seen).Single().Revision);
    }

    [Fact]
    public async Task Waits_for_a_catalog_that_is_away_and_says_so_once()
    {
        await using var catalog = new FakeCatalog();
        var watcher = Watcher(catalog.Address);
        var seen = TakeAsync(watcher.WatchAsync(CatalogSnapshot.Empty, _ends.Token), 1);
        await Eventually.Is(() => watcher.Link.Reason == "The catalog is away.");

        catalog.Events.Add(CatalogEvents.Snapshot(1));
        await catalog.ComeAsync();

        Assert.Equal(1, (await seen).Single().Revision);
        Assert.True(watcher.Link.Connected);
        Assert.Single(_logs.Lines, line => line.Level == LogLevel.Warning);
    }

    [Fact]
    public async Task Names_the_service_key_when_the_catalog_refuses_it()
    {
        await using var catalog = await FakeCatalog.StartAsync();
        catalog.Refusal = StatusCode.Unauthenticated;
        var watcher = Watcher(catalog.Address);
        var seen = TakeAsync(watcher.WatchAsync(CatalogSnapshot.Empty, _ends.Token), 1);

        await Eventually.Is(() => watcher.Link.Reason?.Contains("ServiceKey", StringComparison.Ordinal) == true);

        catalog.Events.Add(CatalogEvents.Snapshot(1));
        catalog.Refusal = null;
        await seen;
    }

    [Fact]
    public async Task Cancelling_ends_the_watch()
    {
        await using var catalog = await FakeCatalog.StartAsync();
        var seen = TakeAsync(Watch(catalog, CatalogSnapshot.Empty), 1);
        await Eventually.Is(() => !catalog.Watchers.IsEmpty);

        await _ends.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => seen.WaitAsync(Deadline));
    }

    private IAsyncEnumerable<CatalogSnapshot> Watch(FakeCatalog catalog, CatalogSnapshot known) =>
        Watcher(catalog.Address).WatchAsync(known, _ends.Token);

    private CatalogWatcher Watcher(Uri address)
    {
        _channel = GrpcChannel.ForAddress(address);
        return new(new CatalogService.CatalogServiceClient(_channel), TimeProvider.System, new Random(1), _loggers.CreateLogger<CatalogWatcher>());
    }

    private static async Task<List<CatalogSnapshot>> TakeAsync(IAsyncEnumerable<CatalogSnapshot> watch, int count)
    {
        var seen = new List<CatalogSnapshot>();
        await foreach (var snapshot in watch)
        {
            seen.Add(snapshot);
            if (seen.Count == count)
            {
                break;
            }
        }

        return seen;
    }
}
