using System.Net;
using Catalog.Api.Snapshots;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Rest;
using Grpc.Net.Client;
using Protos.Mapping;
using TestKit.Processes;

namespace Catalog.FunctionalTests.Feeds;

/// <summary>Two real processes of Catalog.Api on one database.</summary>
public sealed class TwoProcessTests
{
    private static readonly string[] Targets = ["auto", "fast", "balanced", "powerful", "gpt-5.2", "family:kimi", "openai/gpt-5.2"];

    [Fact]
    public async Task While_both_are_edited_and_lose_their_listeners_no_watcher_misses_or_reorders_a_revision()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await CatalogProcess.StartAsync(database.ConnectionString);
        await using var two = await CatalogProcess.StartAsync(database.ConnectionString);
        using var first = GrpcChannel.ForAddress(one.GrpcAddress, new() { MaxReceiveMessageSize = null });
        using var second = GrpcChannel.ForAddress(two.GrpcAddress, new() { MaxReceiveMessageSize = null });
        using var watchers = new WatcherSet([new(first), new(first), new(second), new(second)]);
        await watchers.EachAsync(watcher => watcher.NextAsync());
        var start = watchers.All[0].Current.Revision;

        using var edited = new CancellationTokenSource();
        var cutting = CutListenersAsync(database, edited.Token);
        var watching = watchers.EachAsync(watcher => UntilAllIsSeenAsync(watcher, database, edited.Token));
        await Task.WhenAll(Enumerable.Range(0, 4).Select(editor => EditAsync(editor, one.Http, two.Http)));
        await edited.CancelAsync();
        var cut = await cutting;
        var last = await RevisionAsync(database);
        await watching;

        Assert.True(cut >= 2, $"Only {cut} listeners were cut off.");
        Assert.True(last >= start + 100, $"Only {last - start} revisions were made.");
        var truth = CatalogWire.ToWire(await new SnapshotLoader(database.Source).LoadAsync(null, CancellationToken.None));
        Assert.All(watchers.All, watcher => Assert.Equal(truth, CatalogWire.ToWire(watcher.Current)));

        // A watcher takes changes only from the revision it has; a snapshot in between would have hidden a gap.
        Assert.All(watchers.All, watcher => Assert.Single(watcher.Seen, seen => seen.Snapshot is not null));
    }

    // Each edit goes to the other process than the one before it.
    private static async Task EditAsync(int editor, params HttpClient[] processes)
    {
        for (var number = 0; number < 30; number++)
        {
            var target = Targets[(number + editor) % Targets.Length];
            using var response = await processes[number % 2].PutJsonAsync($"/api/v1/aliases/e{editor}-{number % 5}", $$"""{"target":"{{target}}"}""");
            Assert.True(response.StatusCode == HttpStatusCode.OK, await response.Content.ReadAsStringAsync());
        }
    }

    private static async Task<long> CutListenersAsync(TestDatabase database, CancellationToken until)
    {
        var cut = 0L;
        do
        {
            cut += await database.ScalarAsync<long>(
                """
                SELECT count(*) FILTER (WHERE pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE datname = current_database() AND query = 'LISTEN catalog_revision'
                """);
            await Task.WhenAny(Task.Delay(300, CancellationToken.None), Task.Delay(Timeout.Infinite, until));
        }
        while (!until.IsCancellationRequested);

        return cut;
    }

    private static async Task UntilAllIsSeenAsync(Watcher watcher, TestDatabase database, CancellationToken edited)
    {
        while (!edited.IsCancellationRequested || watcher.Current.Revision < await RevisionAsync(database))
        {
            await watcher.NextAsync();
        }
    }

    private static Task<long> RevisionAsync(TestDatabase database) => database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
}
