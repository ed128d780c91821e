using System.Net;
using System.Text.Json;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Grpc.Core;
using Providers;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Worker.FunctionalTests.EndToEnd;

public sealed class RealCatalogTests
{
    // Keys of the machine must not send a test to real providers.
    private static readonly (string, string)[] NoKeys =
    [
        .. ProviderProfiles.All.Select(profile => profile.ApiKeyEnvironment).OfType<string>().Select(name => (name, "")),
        ("OPENAI_ADMIN_KEY", ""), ("ANTHROPIC_ADMIN_KEY", ""), ("OPENROUTER_MANAGEMENT_KEY", ""),
    ];

    [Fact]
    public async Task A_model_that_a_provider_lists_can_be_found_in_the_registry()
    {
        await using var upstream = await ProviderSimulator.StartAsync(new SimulatorOptions { Models = ["sim-small", "sim-new"] });
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "simulator"))?.Result == "Synced");

        // Readers see a change when the feed brings it, a moment after it is stored.
        await Eventually.Is(async () =>
            (await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" })).Deployments.Any(row => row.Model == "sim-new"));
        var found = await Client(catalog).GetDeploymentAsync(new() { Provider = "simulator", Model = "sim-new" });
        Assert.Equal(Origin.Discovered, found.Deployment.Origin);
        await Eventually.Is(async () => await worker.HealthAsync("sync", "openai") is ("Skipped", "No key: set OPENAI_API_KEY."));
    }

    [Fact]
    public async Task Nonsense_from_a_provider_changes_nothing_in_the_registry()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw("{\"object\":\"list\",\"data\":[]}", "application/json"));
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        var before = await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" });
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);

        await Eventually.Is(async () => (await worker.HealthAsync("sync", "simulator"))?.Result == "Failed");

        Assert.NotEmpty(before.Deployments);
        Assert.Equal(before, await Client(catalog).ListDeploymentsAsync(new() { Provider = "simulator" }));
    }

    [Fact]
    public async Task A_sync_asked_for_over_REST_is_done_at_once_and_its_answer_can_be_seen()
    {
        await using var upstream = await ProviderSimulator.StartAsync(new SimulatorOptions { Models = ["sim-small"] });
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);
        await Eventually.Is(async () => await ResultAsync(catalog) == "synced");
        upstream.For().Always(Reply.Raw("""{"data":[{"id":"sim-small"},{"id":"sim-brand-new"}]}""", "application/json"));

        using var asked = await catalog.Http.PostAsync("/api/v1/providers/simulator/sync", null);

        Assert.Equal(HttpStatusCode.Accepted, asked.StatusCode);
        Assert.Equal("/api/v1/providers/simulator/sync", asked.Headers.Location!.OriginalString);
        await Eventually.Is(async () => !(await SyncAsync(catalog)).GetProperty("waiting").GetBoolean());
        var done = await SyncAsync(catalog);
        Assert.Equal(("synced", 1), (done.GetProperty("result").GetString(), done.GetProperty("answered").GetInt32()));
        Assert.StartsWith("2 models: 1 new", done.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM model_registry WHERE model_id = 'sim-brand-new'"));
    }

    [Fact]
    public async Task An_unchanged_answer_moves_the_time_of_the_last_refresh_and_is_kept_once()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var worker = await WorkerHost.StartAsync(
            new Uri(catalog.GrpcAddress), redis: null, [.. NoKeys, ("Worker:Sync:Intervals:simulator", "00:00:01")]);
        await Eventually.Is(async () => await ResultAsync(catalog) == "unchanged");
        var revision = await database.ScalarAsync<long>("SELECT revision FROM catalog_revision");
        var refreshed = await RefreshedAsync();

        await Eventually.Is(async () => await RefreshedAsync() > refreshed);

        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM provider_answers WHERE provider_id = 'simulator'"));
        Assert.Equal(revision, await database.ScalarAsync<long>("SELECT revision FROM catalog_revision"));

        Task<DateTime> RefreshedAsync() =>
            database.ScalarAsync<DateTime>("SELECT last_refreshed FROM providers WHERE provider_id = 'simulator'");
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_kept_and_listed_with_its_reason()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Html());
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString, $"--Simulator:BaseUrl={upstream.Address}v1");
        await using var worker = await WorkerHost.StartAsync(new Uri(catalog.GrpcAddress), redis: null, NoKeys);

        await Eventually.Is(async () => await ResultAsync(catalog) == "failed");

        using var answers = JsonDocument.Parse(await catalog.Http.GetStringAsync("/api/v1/providers/simulator/answers"));
        var kept = answers.RootElement.GetProperty("items")[0];
        Assert.Equal(("refused", "MALFORMED_ANSWER"), (kept.GetProperty("outcome").GetString(), kept.GetProperty("reason").GetString()));
        Assert.Contains("Simulated gateway error", await database.ScalarAsync<string>("SELECT convert_from(raw, 'UTF8') FROM provider_answers"), StringComparison.Ordinal);
        using var confirmed = await catalog.Http.PostAsync($"/api/v1/providers/simulator/answers/{kept.GetProperty("answer")}/confirm", null);
        Assert.Equal(HttpStatusCode.NotFound, confirmed.StatusCode);
    }

    [Fact]
    public async Task Prices_that_OpenRouter_lists_become_dated_prices_of_the_provider()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Raw(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Fixtures", "openrouter.json")), "application/json"));
        await using var database = await TestDatabase.CreateAsync();
        await using var catalog = await CatalogHost.StartAsync(database.ConnectionString);
        await using var worker = await WorkerHost.StartAsync(
            new Uri(catalog.GrpcAddress),
            redis: null,
            [.. NoKeys.Where(key => key.Item1 != "OPENROUTER_API_KEY"), ("OPENROUTER_API_KEY", "k"), ("Providers:openrouter:BaseUrl", $"{upstream.Address}api/v1")]);

        await Eventually.Is(async () => await ResultAsync(catalog, "openrouter") == "synced");

        Assert.Equal(
            "maker/big-thinker 1250000000/10000000000/310000000/1625000000, maker/painter 2000000000/40000000000/-/-, "
            + "maker/per-call 0/0/-/-, maker/vectors 20000000/0/-/-",
            await database.ScalarAsync<string>(
                """
                SELECT string_agg(format('%s %s/%s/%s/%s', model_id, input, output, coalesce(cached_input::text, '-'), coalesce(cache_write::text, '-')),
                    ', ' ORDER BY model_id)
                FROM prices WHERE provider_id = 'openrouter' AND origin = 'provider' AND model_id LIKE 'maker/%'
                """));
        Assert.Equal("maker/small:free", await database.ScalarAsync<string>("SELECT string_agg(model_id, ',') FROM model_registry WHERE is_free AND model_id LIKE 'maker/%'"));
    }

    private static async Task<JsonElement> SyncAsync(CatalogHost catalog, string provider = "simulator")
    {
        using var document = JsonDocument.Parse(await catalog.Http.GetStringAsync($"/api/v1/providers/{provider}/sync"));
        return document.RootElement.Clone();
    }

    /// <summary>Null before the first sync.</summary>
    private static async Task<string?> ResultAsync(CatalogHost catalog, string provider = "simulator") =>
        (await SyncAsync(catalog, provider)).TryGetProperty("result", out var result) ? result.GetString() : null;

    private static CatalogService.CatalogServiceClient Client(CatalogHost catalog) => new((ChannelBase)catalog.Channel);
}
