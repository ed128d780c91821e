using System.Net;
using Catalog.FunctionalTests.Rest;
using Npgsql;
using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;
using TestKit.Postgres;
using TestKit.Processes;
using TestKit.Redis;

namespace Router.FunctionalTests.Crash;

/// <summary>PostgreSQL, Redis, Catalog.Api and a provider for tests that crash parts of them; routers come and go.</summary>
public sealed class LedgerStack : IAsyncLifetime
{
    private const long InputNanos = 150;
    private const long OutputNanos = 600;

    private const string Model =
        """{"capabilities":["chat","streaming"],"context_window":32768,"max_output_tokens":1000,"prices":[{"input":0.15,"output":0.6}]}""";

    private string _database = "";

    internal PostgresServer Postgres { get; private set; } = null!;

    internal RedisServer Redis { get; private set; } = null!;

    internal CatalogProcess Catalog { get; private set; } = null!;

    internal ProviderSimulator Upstream { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        // What was acknowledged must outlive a kill here, as it does with PostgreSQL's own default.
        Postgres = await PostgresServer.StartAsync("synchronous_commit=on");
        Redis = await RedisServer.StartAsync();
        Upstream = await ProviderSimulator.StartAsync();
        _database = await Postgres.CreateDatabaseAsync();
        Catalog = await CatalogProcess.StartAsync(_database);
        using var provider = await Catalog.Http.PutJsonAsync(
            "/api/v1/providers/there", $$"""{"profile":"openai-compatible","base_url":"{{Upstream.Address}}v1"}""");
        using var model = await Catalog.Http.PutJsonAsync("/api/v1/models/there/sim-small", Model);
        using var held = await Catalog.Http.PutJsonAsync("/api/v1/models/there/sim-held", Model);
        Upstream.For(model: "sim-held").Always(Reply.HangAfter("Hel"));
        Assert.All([provider, model, held], answer => Assert.Equal(HttpStatusCode.Created, answer.StatusCode));
    }

    public async Task DisposeAsync()
    {
        await Catalog.DisposeAsync();
        await Upstream.DisposeAsync();
        await Redis.DisposeAsync();
        await Postgres.DisposeAsync();
    }

    /// <summary>Starts a router with a spool in a folder, and waits until it serves the model.</summary>
    internal async Task<RouterProcess> StartRouterAsync(TemporaryFolder folder)
    {
        var router = await RouterProcess.ServeAsync(
            $"--services:catalog-api:grpc:0={Catalog.GrpcAddress}",
            $"--ConnectionStrings:redis={Redis.ConnectionString}",
            $"--Router:SnapshotCopy={folder.In("copy.json")}",
            "--spool",
            folder.In("spool"),
            "--Router:Retries:Most=0");
        using var http = new HttpClient { BaseAddress = router.Address };
        await Eventually.Is(async () => (await http.ChatAsync("there/sim-small")).IsSuccessStatusCode, TimeSpan.FromMinutes(5));
        return router;
    }

    /// <summary>What the provider charges for an answer.</summary>
    internal static long CostOf(int promptTokens, int completionTokens) => promptTokens * InputNanos + completionTokens * OutputNanos;

    /// <summary>The rows of calls whose execution begins with a prefix.</summary>
    internal async Task<List<LedgerRow>> RowsAsync(string prefix)
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT execution_id, outcome, estimated, cost_nanos FROM ai_analytics WHERE execution_id LIKE $1", connection)
        {
            Parameters = { new() { Value = prefix + "%" } },
        };
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<LedgerRow>();
        while (await reader.ReadAsync())
        {
            rows.Add(new(reader.GetString(0), reader.GetString(1), reader.GetBoolean(2), reader.GetInt64(3)));
        }

        return rows;
    }

    /// <summary>What the roll-ups lack or have too much of the whole ledger's cost, in billionths of a dollar.</summary>
    internal async Task<decimal> RollUpErrorAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT (SELECT coalesce(sum(cost_nanos), 0) FROM ai_analytics) - (SELECT coalesce(sum(cost_nanos), 0) FROM usage_hourly)", connection);
        return (decimal)(await command.ExecuteScalarAsync())!;
    }

    private async Task<NpgsqlConnection> OpenAsync()
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}

/// <summary>A row of the ledger as far as these tests read it.</summary>
internal sealed record LedgerRow(string Execution, string Outcome, bool Estimated, long CostNanos);
