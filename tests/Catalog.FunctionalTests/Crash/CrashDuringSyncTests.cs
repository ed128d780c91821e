using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Sync;
using Grpc.Core;
using Npgsql;
using TestKit;
using TestKit.Postgres;

namespace Catalog.FunctionalTests.Crash;

/// <summary>PostgreSQL dies by signal 9 in the middle of a large sync. Afterwards the catalog is what it was before, or what it is after.</summary>
/// <remarks>The sync is held at a point by a lock of the test's own connection, or seen there in PostgreSQL's views; production has no hook.</remarks>
public sealed class CrashDuringSyncTests : IAsyncLifetime
{
    private const int Models = 10_000;
    private PostgresServer _server = null!;
    private string _database = "";
    private CatalogHost _host = null!;

    public async Task InitializeAsync()
    {
        // A commit that was answered must be on disk, or "before or after" would say little.
        _server = await PostgresServer.StartAsync("synchronous_commit=on");
        _database = await _server.CreateDatabaseAsync();
        _host = await CatalogHost.StartAsync(_database);
        _host.Logs.Expect(line => line.Category.StartsWith("Catalog.Api", StringComparison.Ordinal) || line.Exception is NpgsqlException);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public Task Before_staging_nothing_has_happened() => KilledAsync(
        "SELECT revision FROM catalog_revision FOR UPDATE", IsWaiting("%catalog_revision%"), isAfter: false);

    [Fact]
    public Task In_staging_nothing_has_happened() => KilledAsync(
        hold: null, "SELECT 1 FROM pg_stat_progress_copy WHERE tuples_processed > 0 AND command = 'COPY FROM'", isAfter: false, entryBytes: 2_000);

    [Fact]
    public Task After_the_upsert_nothing_has_happened() => KilledAsync(
        "LOCK TABLE prices IN SHARE MODE", IsWaiting("%prices%"), isAfter: false);

    [Fact]
    public Task Before_the_commit_nothing_has_happened() => KilledAsync(
        "SELECT 1 FROM providers WHERE provider_id = 'openrouter' FOR UPDATE", IsWaiting("%last_refreshed%"), isAfter: false);

    [Fact]
    public async Task After_the_commit_and_before_its_answer_everything_has_happened()
    {
        // A standby that does not exist: the commit is on disk, and PostgreSQL waits before it says so.
        await ExecuteAsync("ALTER SYSTEM SET synchronous_standby_names = 'nobody'", "SELECT pg_reload_conf()");
        await Eventually.Is(async () => await ScalarAsync("SHOW synchronous_standby_names") == "nobody");

        await KilledAsync(hold: null, "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND application_name LIKE 'sync:committing:%'", isAfter: true);
    }

    // Kills the server when a query finds the sync at its point, starts it again, and compares the whole catalog.
    private async Task KilledAsync(string? hold, string reached, bool isAfter, int entryBytes = 200)
    {
        var client = new CatalogService.CatalogServiceClient(_host.Channel);
        var before = await DigestAsync();
        await using var holder = await OpenAsync();
        await using var transaction = hold is null ? null : await holder.BeginTransactionAsync();
        if (hold is not null)
        {
            await RunAsync(holder, hold);
        }

        var sync = client.SyncProviderAsync(SyncRequests.Many("openrouter", Models, entryBytes)).ResponseAsync;
        for (var tries = 1; !await IsSeenAsync(sync, reached, hold is null ? 1 : 50); tries++)
        {
            // A held sync waits for ever; what passes by may be missed on a busy machine, and comes again.
            Assert.True(hold is null && tries < 20, $"The sync was never seen at its point: {sync.Status} {sync.Exception?.InnerException?.Message}");
            await sync;
            before = await DigestAsync();
            sync = client.SyncProviderAsync(SyncRequests.Many("openrouter", Models, entryBytes)).ResponseAsync;
        }

        await _server.KillAsync();
        var failure = await Assert.ThrowsAnyAsync<RpcException>(() => sync);
        NpgsqlConnection.ClearAllPools();
        await _server.RestartAsync();

        Assert.Equal(StatusCode.Unavailable, failure.StatusCode);
        var after = await DigestAsync();
        if (isAfter)
        {
            await ExecuteAsync("ALTER SYSTEM RESET synchronous_standby_names", "SELECT pg_reload_conf()");
            Assert.NotEqual(before, after);
            Assert.Equal($"{Models}", await ScalarAsync("SELECT count(*)::text FROM model_registry WHERE provider_id = 'openrouter' AND origin = 'discovered'"));
            Assert.Equal($"{Models}", await ScalarAsync("SELECT count(*)::text FROM prices WHERE provider_id = 'openrouter' AND origin = 'provider'"));
        }
        else
        {
            Assert.Equal(before, after);
        }

        // Either way the next sync ends where an undisturbed one does.
        await Eventually.Is(async () => await TrySyncAsync(client, entryBytes), TimeSpan.FromMinutes(2), "the catalog takes the sync once PostgreSQL is back");
        Assert.Equal($"{Models}", await ScalarAsync("SELECT count(*)::text FROM model_registry WHERE provider_id = 'openrouter' AND origin = 'discovered'"));
    }

    private async Task<bool> IsSeenAsync(Task sync, string reached, int pause)
    {
        await using var watcher = await OpenAsync();
        await using var look = new NpgsqlCommand($"SELECT EXISTS ({reached})", watcher);
        while (!(bool)(await look.ExecuteScalarAsync())!)
        {
            if (sync.IsCompleted)
            {
                return false;
            }

            await Task.Delay(pause);
        }

        return true;
    }

    private static string IsWaiting(string query) =>
        $"SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query ILIKE '{query}' AND pid <> pg_backend_pid()";

    private static async Task<bool> TrySyncAsync(CatalogService.CatalogServiceClient client, int entryBytes)
    {
        try
        {
            await client.SyncProviderAsync(SyncRequests.Many("openrouter", Models, entryBytes));
            return true;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.Unavailable)
        {
            return false;
        }
    }

    // The router's ledger and the schema's own table aside, this is everything a sync could touch.
    private Task<string> DigestAsync() => ScalarAsync(
        """
        SELECT md5(
            (SELECT coalesce(string_agg(row::text, '|' ORDER BY row::text), '') FROM model_registry AS row)
            || (SELECT coalesce(string_agg(row::text, '|' ORDER BY row::text), '') FROM prices AS row)
            || (SELECT coalesce(string_agg(row::text, '|' ORDER BY row::text), '') FROM providers AS row)
            || (SELECT coalesce(string_agg(md5(row::text), '|' ORDER BY md5(row::text)), '') FROM catalog_changes AS row)
            || (SELECT string_agg(row::text, '|') FROM catalog_revision AS row)
            || (SELECT coalesce(string_agg(md5(row::text), '|' ORDER BY md5(row::text)), '') FROM provider_answers AS row))
        """);

    private async Task<string> ScalarAsync(string sql)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 120 };
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private async Task ExecuteAsync(params string[] statements)
    {
        await using var connection = await OpenAsync();
        foreach (var sql in statements)
        {
            await RunAsync(connection, sql);
        }
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
