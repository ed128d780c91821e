using System.Diagnostics;
using Aspire.Catalog.V1;
using Catalog.Api.Revisions;
using Catalog.Api.Snapshots;
using Catalog.FunctionalTests.Hosting;
using Npgsql;
using Protos.Mapping;
using TestKit.Postgres;

namespace Catalog.FunctionalTests.Feeds;

public sealed class WatchCatalogTests
{
    [Fact]
    public async Task A_new_watcher_gets_a_snapshot_and_then_changes()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        using var watcher = new Watcher(host.Channel);

        var first = await watcher.NextAsync();
        await database.ExecuteAsync("INSERT INTO aliases (name, target) VALUES ('ours', 'gpt-5.2')");
        var changes = await watcher.ChangesAsync();

        Assert.Equal(WatchCatalogResponse.EventOneofCase.Snapshot, first.EventCase);
        Assert.NotEmpty(first.Snapshot.Deployments);
        Assert.Equal(first.Snapshot.Revision, changes.FromRevision);
        Assert.Equal("ours", Assert.Single(changes.Aliases).Name);
        Assert.Empty(changes.Deployments);
    }

    [Fact]
    public async Task A_notification_brings_a_change_before_the_catalog_looks_by_itself()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        using var watcher = new Watcher(host.Channel);
        await watcher.NextAsync();

        // Looks follow each other by five seconds, so that what is written right after one would wait so long for the next, each time.
        var least = TimeSpan.MaxValue;
        for (var change = 0; change < 10 && least > TimeSpan.FromSeconds(3); change++)
        {
            await database.ExecuteAsync("INSERT INTO aliases (name, target) VALUES ($1, 'gpt-5.2')", $"ours-{change}");
            var took = Stopwatch.StartNew();
            await watcher.ChangesAsync();
            least = took.Elapsed < least && change > 0 ? took.Elapsed : least;
        }

        Assert.InRange(least, TimeSpan.Zero, TimeSpan.FromSeconds(3));
    }

    [Fact]
    public async Task A_watcher_that_was_away_gets_what_it_missed()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        using var before = new Watcher(host.Channel);
        await before.NextAsync();
        await database.ExecuteAsync("INSERT INTO aliases (name, target) VALUES ('ours', 'gpt-5.2')");
        await database.ExecuteAsync("DELETE FROM aliases WHERE name = 'gpt'");
        await database.ExecuteAsync("UPDATE prices SET superseded_at = now() WHERE provider_id = 'openai' AND model_id = 'gpt-5.2'");
        await UntilAsync(host, before.Current.Revision + 3);

        using var again = new Watcher(host.Channel, before.Current);
        var missed = (await again.NextAsync()).Changes;

        Assert.Equal((before.Current.Revision, before.Current.Revision + 3), (missed.FromRevision, missed.ToRevision));
        Assert.Equal(["gpt"], missed.RemovedAliases);
        Assert.Equal("ours", Assert.Single(missed.Aliases).Name);
        Assert.Empty(Assert.Single(missed.Deployments).Prices);
        Assert.Equal(CatalogWire.ToWire(host.Feed.Current!), CatalogWire.ToWire(again.Current));
    }

    [Fact]
    public async Task A_watcher_that_knows_everything_is_told_so()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);

        using var watcher = new Watcher(host.Channel, host.Feed.Current);

        Assert.Equal(host.Feed.Current!.Revision, (await watcher.NextAsync()).Ping.Revision);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(long.MaxValue)]
    public async Task A_watcher_of_another_database_gets_a_snapshot(long known)
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);

        using var watcher = new Watcher(host.Channel, Routing.Catalog.CatalogSnapshot.Empty with { Revision = known });

        Assert.Equal(WatchCatalogResponse.EventOneofCase.Snapshot, (await watcher.NextAsync()).EventCase);
    }

    [Fact]
    public async Task Edits_that_change_nothing_take_no_revision()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        var before = host.Feed.Current!.Revision;

        await database.ExecuteAsync("UPDATE model_registry SET last_seen = now(), last_refreshed = now(), provider_data = '{}'");
        await database.ExecuteAsync("UPDATE aliases SET target = target");

        Assert.Equal(before, await database.ScalarAsync<long>("SELECT revision FROM catalog_revision"));
    }

    [Fact]
    public async Task An_edit_undone_leaves_no_trace()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var host = await CatalogHost.StartAsync(database.ConnectionString);
        var before = host.Feed.Current!.Revision;

        await using (var edit = await CatalogEdit.BeginAsync(database.Source, "test", CancellationToken.None))
        {
            await using var command = new NpgsqlCommand("DELETE FROM aliases", edit.Connection);
            Assert.NotEqual(0, await command.ExecuteNonQueryAsync());
        }

        Assert.Equal(before, await database.ScalarAsync<long>("SELECT revision FROM catalog_revision"));
    }

    [Fact]
    public async Task With_two_processes_and_concurrent_edits_no_watcher_misses_or_reorders_a_revision()
    {
        await using var database = await TestDatabase.CreateAsync();
        await using var one = await CatalogHost.StartAsync(database.ConnectionString);
        await using var two = await CatalogHost.StartAsync(database.ConnectionString);
        using var watchers = new WatcherSet([new Watcher(one.Channel), new Watcher(two.Channel), new Watcher(two.Channel)]);
        await watchers.EachAsync(watcher => watcher.NextAsync());
        var start = one.Feed.Current!.Revision;

        const int Writers = 6, EditsEach = 40;
        var editing = Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => Task.Run(async () =>
        {
            for (var number = 0; number < EditsEach; number++)
            {
                await using var edit = await CatalogEdit.BeginAsync(database.Source, "test", CancellationToken.None);
                await using var command = new NpgsqlCommand(
                    """
                    INSERT INTO aliases (name, target) VALUES ($1, $2)
                    ON CONFLICT (name, scope) DO UPDATE SET target = excluded.target
                    """,
                    edit.Connection)
                {
                    Parameters = { new() { Value = $"w{writer}-{number % 7}" }, new() { Value = $"target-{number}" } },
                };
                await command.ExecuteNonQueryAsync();
                await edit.CommitAsync(CancellationToken.None);
            }
        })));
        await Task.WhenAll(editing, watchers.EachAsync(watcher => watcher.UntilAsync(start + (Writers * EditsEach))));

        var truth = CatalogWire.ToWire(await new SnapshotLoader(database.Source).LoadAsync(null, CancellationToken.None));
        Assert.All(watchers.All, watcher => Assert.Equal(truth, CatalogWire.ToWire(watcher.Current)));
    }

    [Fact]
    public async Task After_the_database_went_away_watchers_catch_up()
    {
        await using var server = await PostgresServer.StartAsync();
        await using var host = await CatalogHost.StartAsync(server.ConnectionString);
        using var watcher = new Watcher(host.Channel);
        await watcher.NextAsync();
        var known = watcher.Current.Revision;

        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        await using (var command = source.CreateCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await using (var command = source.CreateCommand("INSERT INTO aliases (name, target) VALUES ('ours', 'gpt-5.2')"))
        {
            await command.ExecuteNonQueryAsync();
        }

        await watcher.UntilAsync(known + 1);

        Assert.Contains(watcher.Current.Aliases, alias => alias.Name == "ours");
    }

    private static async Task UntilAsync(CatalogHost host, long revision)
    {
        while (host.Feed.Current!.Revision < revision)
        {
            await host.Feed.NextAsync(host.Feed.Current, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));
        }
    }
}
