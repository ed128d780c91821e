using Aspire.Catalog.V1;
using Aspire.Routing.V1;
using TestKit;
using Worker.FunctionalTests.Fakes;

namespace Admin.FunctionalTests;

public sealed class OverviewPageTests
{
    private const string Well = """{"status":"Healthy","checks":{"self":{"status":"Healthy"}}}""";

    private const string WorkersHealth = """
        {"status":"Degraded","checks":{
          "redis":{"status":"Degraded","description":"Redis does not answer."},
          "sync":{"status":"Healthy","data":{"openai":{"result":"Synced","at":"2026-01-05T12:00:00+00:00","detail":"80 models: 2 new"},
                                             "kimi":{"result":"Skipped","at":"2026-01-05T12:00:00+00:00","detail":"No key: set KIMI_API_KEY."}}},
          "probes":{"status":"Healthy","data":{"openai":{"result":"Answers","at":"2026-01-05T12:01:00+00:00","latency_ms":182.4}}}}}
        """;

    [Fact]
    public async Task Shows_services_tiers_and_providers()
    {
        await using var catalog = await FakeCatalog.StartAsync(Catalog());
        await using var catalogHttp = await FakeService.StartAsync(new() { ["/health"] = Well });
        await using var router = await FakeService.StartAsync(
            new() { ["/health"] = Well, ["/v1/models"] = """{"data":[{"id":"auto"},{"id":"openai/gpt-4o-mini","availability":"available"},{"id":"kimi/kimi-k2","availability":"unavailable: KIMI_API_KEY is not set"}]}""" },
            new DeploymentHealth { Provider = "openai", Model = "gpt-4o-mini", Score = 85, Cause = "The provider is overloaded." });
        await using var worker = await FakeService.StartAsync(new() { ["/health"] = WorkersHealth });
        await using var console = await Console.StartAsync(
            ("services:catalog-api:grpc:0", catalog.Address.ToString()),
            ("services:catalog-api:http:0", catalogHttp.Http),
            ("services:router:http:0", router.Http),
            ("services:router:grpc:0", router.Grpc),
            ("services:providers-worker:http:0", worker.Http));

        await ShowsAsync(console, "Catalog revision 7");
        await ShowsAsync(console, "router Healthy Every check is well.");
        await ShowsAsync(console, "providers-worker Degraded redis: Redis does not answer.");
        await ShowsAsync(console, "fast Served kimi/kimi-k2 $0.15 in · $2.5 out KIMI_API_KEY is not set openai/gpt-4o-mini serves now");
        await ShowsAsync(console, "health 85: The provider is overloaded.");
        await ShowsAsync(console, "powerful Nothing usable openai/gone not in the registry");
        await ShowsAsync(console, "OpenAI https://api.openai.com/v1 1 1 Answers 182 ms 12:01:00 Synced 12:00:00 80 models: 2 new");
        await ShowsAsync(console, "kimi https://api.moonshot.ai/v1 1 0 KIMI_API_KEY is not set");
        await ShowsAsync(console, "Skipped 12:00:00 No key: set KIMI_API_KEY.");
        Assert.DoesNotContain("hunter2", await console.Client.GetStringAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_what_is_away_when_nothing_else_runs()
    {
        await using var console = await Console.StartAsync(
            ("services:catalog-api:grpc:0", $"http://127.0.0.1:{FreePort.Next()}"),
            ("services:catalog-api:http:0", $"http://127.0.0.1:{FreePort.Next()}"),
            ("services:router:http:0", $"http://127.0.0.1:{FreePort.Next()}"),
            ("services:router:grpc:0", $"http://127.0.0.1:{FreePort.Next()}"),
            ("services:providers-worker:http:0", $"http://127.0.0.1:{FreePort.Next()}"));

        await ShowsAsync(console, "The catalog is away. Tiers and providers appear when it answers.");
        await ShowsAsync(console, "router Unreachable does not answer");
    }

    [Fact]
    public async Task Keeps_what_it_knew_of_the_catalog_and_says_that_it_may_be_old()
    {
        await using var catalog = await FakeCatalog.StartAsync(Catalog());
        await using var console = await Console.StartAsync(("services:catalog-api:grpc:0", catalog.Address.ToString()));
        await ShowsAsync(console, "Catalog revision 7");

        await catalog.GoAsync();

        await ShowsAsync(console, "shown as last known");
        Assert.Contains("Catalog revision 7", await console.ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Brings_its_stylesheet_and_allows_no_script()
    {
        await using var console = await Console.StartAsync();

        using var page = await console.Client.GetAsync("/");
        var markup = await page.Content.ReadAsStringAsync();
        var start = markup.IndexOf("/admin.", StringComparison.Ordinal);
        var path = markup[start..markup.IndexOf('"', start)];
        using var style = await console.Client.GetAsync(path);

        Assert.Equal("text/css", style.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("<script", markup, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
    }

    // What a page knows of one service may come before what it knows of another.
    private static Task ShowsAsync(Console console, string text) =>
        Eventually.Is(async () => (await console.ReadAsync()).Contains(text, StringComparison.Ordinal), what: text);

    private static WatchCatalogResponse Catalog()
    {
        var openai = CatalogEvents.Provider("openai", new Uri("https://user:hunter2@api.openai.com/v1?key=hunter2"), "OPENAI_API_KEY", "openai");
        openai.Name = "OpenAI";
        return new()
        {
            Snapshot = new()
            {
                Revision = 7,
                Providers = { openai, CatalogEvents.Provider("kimi", new Uri("https://api.moonshot.ai/v1"), "KIMI_API_KEY", "kimi") },
                Deployments =
                {
                    new Deployment { Provider = "openai", Model = "gpt-4o-mini", Enabled = true },
                    new Deployment { Provider = "kimi", Model = "kimi-k2", Enabled = true, Prices = { new Price { Input = 150_000_000, Output = 2_500_000_000 } } },
                },
                Tiers =
                {
                    new Tier { Name = "powerful", Entries = { "openai/gone" } },
                    new Tier { Name = "fast", Entries = { "kimi/kimi-k2", "openai/gpt-4o-mini" } },
                },
            },
        };
    }
}
