using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using TestKit.Postgres;
using TestKit.Processes;
using TestKit.Redis;

namespace Gateway.Benchmarks.Gateways;

/// <summary>What a router has beside it in a company: PostgreSQL, Redis and Catalog.Api, with a priced model, a key and a budget on each level.</summary>
internal sealed class Stack : IAsyncDisposable
{
    private readonly PostgresServer _postgres;
    private readonly RedisServer _redis;
    private readonly CatalogProcess _catalog;

    private Stack(PostgresServer postgres, RedisServer redis, CatalogProcess catalog) => (_postgres, _redis, _catalog) = (postgres, redis, catalog);

    /// <summary>The virtual key that requests must carry.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What tells a router where all of it is.</summary>
    public IReadOnlyList<string> Arguments =>
    [
        $"--services:catalog-api:grpc:0={_catalog.GrpcAddress}", $"--ConnectionStrings:redis={_redis.ConnectionString}", "--Router:RequireKeys=true",
    ];

    /// <summary>Starts all of it, empty.</summary>
    /// <param name="folder">Takes the key by which secrets are kept.</param>
    public static async Task<Stack> StartAsync(DirectoryInfo folder)
    {
        var postgres = await PostgresServer.StartAsync();
        var redis = await RedisServer.StartAsync(RedisKind.Redis);
        var catalog = await CatalogProcess.StartAsync(
            await postgres.CreateDatabaseAsync(), $"--Credentials:DataKeyFile={Path.Combine(folder.FullName, "data.key")}");
        return new(postgres, redis, catalog);
    }

    /// <summary>Makes a model, a virtual key and budgets for it.</summary>
    /// <param name="upstream">Where the model answers.</param>
    public async Task FillAsync(string upstream)
    {
        await PutAsync("providers/bench", $$"""{"profile":"openai-compatible","base_url":"{{upstream}}/v1"}""");
        await PutAsync("models/bench/model", """{"capabilities":["chat","streaming"],"context_window":131072,"prices":[{"input":1,"output":1}]}""");
        foreach (var tier in new[] { "fast", "balanced", "powerful" })
        {
            await PutAsync($"tiers/{tier}", """{"entries":["bench/model"]}""");
        }

        await PutAsync("organisations/acme", "{}");
        await PutAsync("projects/demo", """{"organisation":"acme"}""");
        using var made = await _catalog.Http.PostAsync(Address("keys"), Json("""{"project":"demo"}"""));
        var key = await made.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
        Key = key.GetProperty("secret").GetString()!;
        await PutAsync("budgets/all", Budget("organisation", "acme", "month"));
        await PutAsync("budgets/demo", Budget("project", "demo", "week"));
        await PutAsync("budgets/key", Budget("key", key.GetProperty("key").GetProperty("id").GetString()!, "day"));
    }

    public async ValueTask DisposeAsync()
    {
        await _catalog.DisposeAsync();
        await _redis.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    private static string Budget(string scope, string id, string period) =>
        $$"""{"scope":"{{scope}}","scope_id":"{{id}}","period":"{{period}}","limit_usd":1000000}""";

    private async Task PutAsync(string path, string json)
    {
        using var response = await _catalog.Http.PutAsync(Address(path), Json(json));
        if (!response.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{path}: {await response.Content.ReadAsStringAsync()}");
        }
    }

    private static Uri Address(string path) => new($"/api/v1/{path}", UriKind.Relative);

    private static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");
}
