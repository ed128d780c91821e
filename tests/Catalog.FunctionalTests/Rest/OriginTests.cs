using System.Net;
using Aspire.Catalog.V1;
using Catalog.FunctionalTests.Hosting;
using Catalog.FunctionalTests.Sync;

namespace Catalog.FunctionalTests.Rest;

/// <summary>Curated and discovered side by side, and the way from one to the other.</summary>
public sealed class OriginTests : IAsyncLifetime
{
    private readonly CatalogHostFixture _fixture = new();

    private HttpClient Http => _fixture.Host.Http;

    private CatalogService.CatalogServiceClient Client => new(_fixture.Host.Channel);

    public Task InitializeAsync() => _fixture.InitializeAsync();

    public Task DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Every_listing_shows_curated_and_discovered_side_by_side()
    {
        await Client.SyncProviderAsync(SyncRequests.Named("openai", "gpt-5.2", "gpt-of-tomorrow"));

        var rest = (await Http.GetJsonAsync("/api/v1/models?provider=openai")).GetProperty("items").EnumerateArray()
            .ToDictionary(row => row.GetProperty("model").GetString()!, row => row.GetProperty("origin").GetString());
        var grpc = (await Client.ListDeploymentsAsync(new ListDeploymentsRequest { Provider = "openai" })).Deployments;

        Assert.Equal(("curated", "discovered"), (rest["gpt-5.2"], rest["gpt-of-tomorrow"]));
        Assert.Contains(grpc, row => row is { Model: "gpt-5.2", Origin: Origin.Curated });
        await TestKit.Eventually.Is(async () =>
            (await Client.ListDeploymentsAsync(new ListDeploymentsRequest { Provider = "openai" })).Deployments
                .Any(row => row is { Model: "gpt-of-tomorrow", Origin: Origin.Discovered }));
        Assert.Equal(["openai/gpt-of-tomorrow"], (await Http.GetJsonAsync("/api/v1/models?origin=discovered")).Ids());
    }

    [Theory]
    [InlineData("maker/one/promote", "maker/one")]
    [InlineData("maker%2Fone/promote", "maker/one")]
    [InlineData("plain/promote", "plain")]
    public async Task Facts_of_a_promoted_deployment_are_treated_as_curated(string path, string model)
    {
        await Client.SyncProviderAsync(SyncRequests.Of("openrouter", Answer(model, 100, 1_000_000_000)));

        using var promoted = await Http.PostAsync($"/api/v1/models/openrouter/{path}", null);
        await Client.SyncProviderAsync(SyncRequests.Of("openrouter", Answer(model, 999, 2_000_000_000)));

        Assert.Equal("promoted", (await promoted.JsonAsync(HttpStatusCode.OK)).GetProperty("origin").GetString());
        var row = await Http.GetJsonAsync($"/api/v1/models/openrouter/{model}");
        Assert.Equal(100, row.GetProperty("context_window").GetInt32());
        Assert.Equal(0.001m, row.GetProperty("cost_per_1k").GetDecimal());
        Assert.Equal(["context_window", "price.input"], row.GetProperty("drift").EnumerateArray().Select(fact => fact.GetProperty("field").GetString()));
    }

    [Fact]
    public async Task A_demoted_deployment_follows_its_provider_again()
    {
        await Client.SyncProviderAsync(SyncRequests.Of("openrouter", Answer("a/b", 100, 1_000_000_000)));
        await Http.PostAsync("/api/v1/models/openrouter/a/b/promote", null);

        using var demoted = await Http.PostAsync("/api/v1/models/openrouter/a/b/demote", null);
        await Client.SyncProviderAsync(SyncRequests.Of("openrouter", Answer("a/b", 999, 2_000_000_000)));

        Assert.Equal("discovered", (await demoted.JsonAsync(HttpStatusCode.OK)).GetProperty("origin").GetString());
        var row = await Http.GetJsonAsync("/api/v1/models/openrouter/a/b");
        Assert.Equal(999, row.GetProperty("context_window").GetInt32());
        Assert.Equal(0.002m, row.GetProperty("cost_per_1k").GetDecimal());
        Assert.Empty(row.GetProperty("drift").EnumerateArray());
    }

    [Fact]
    public async Task What_a_tier_rests_on_is_not_demoted()
    {
        await Client.SyncProviderAsync(SyncRequests.Named("openrouter", "a/b"));
        await Http.PostAsync("/api/v1/models/openrouter/a/b/promote", null);
        using var tier = await Http.PutJsonAsync("/api/v1/tiers/fast", """{"entries":["openrouter/a/b"]}""");

        using var refused = await Http.PostAsync("/api/v1/models/openrouter/a/b/demote", null);

        Assert.Equal(HttpStatusCode.OK, tier.StatusCode);
        Assert.Contains("the tier fast", (await refused.JsonAsync(HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("promoted", (await Http.GetJsonAsync("/api/v1/models/openrouter/a/b")).GetProperty("origin").GetString());
    }

    [Fact]
    public async Task Curated_deployments_are_neither_promoted_nor_demoted()
    {
        using var promoted = await Http.PostAsync("/api/v1/models/openai/gpt-5.2/promote", null);
        using var demoted = await Http.PostAsync("/api/v1/models/openai/gpt-5.2/demote", null);
        using var unknown = await Http.PostAsync("/api/v1/models/openai/none/promote", null);
        using var nonsense = await Http.PostAsync("/api/v1/models/openai/gpt-5.2/explode", null);

        Assert.Equal((HttpStatusCode.Conflict, HttpStatusCode.Conflict), (promoted.StatusCode, demoted.StatusCode));
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (unknown.StatusCode, nonsense.StatusCode));
    }

    private static DiscoveredModel Answer(string model, int context, long input) =>
        new() { Model = model, ContextWindow = context, Prices = { new Price { Input = input, Output = 5_000_000_000 } } };
}
