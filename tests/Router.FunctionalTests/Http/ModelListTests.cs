using System.Net;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Http;

public sealed class ModelListTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Fact]
    public async Task The_list_has_the_selectors_and_every_model_with_its_availability()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        snapshot = snapshot with { Providers = [snapshot.Providers[0], snapshot.Providers[1] with { ApiKeyEnvironment = "KEY_THAT_NOBODY_SET" }] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var list = await (await router.Http.GetAsync(new Uri("/v1/models", UriKind.Relative))).JsonAsync();

        Assert.Equal("list", list.GetProperty("object").GetString());
        var models = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(
            ["auto", "fast", "balanced", "powerful", "alpha/sim-small", "beta/sim-medium"], models.Select(model => model.GetProperty("id").GetString()));
        Assert.Equal(
            ["available", "unavailable: KEY_THAT_NOBODY_SET is not set"],
            models.Skip(4).Select(model => model.GetProperty("availability").GetString()));
        Assert.All(models.Skip(4), model => Assert.Equal("closed", model.GetProperty("health").GetProperty("circuit").GetString()));
        Assert.All(models, model =>
        {
            Assert.Equal("model", model.GetProperty("object").GetString());
            Assert.True(model.GetProperty("created").TryGetInt64(out _));
            Assert.NotEmpty(model.GetProperty("owned_by").GetString()!);
        });
    }

    [Fact]
    public async Task The_list_leaves_out_on_request_what_cannot_be_called()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        snapshot = snapshot with { Providers = [snapshot.Providers[0] with { Enabled = false }, snapshot.Providers[1]] };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var list = await (await router.Http.GetAsync(new Uri("/v1/models?available=true", UriKind.Relative))).JsonAsync();
        var disabled = await (await router.Http.GetAsync(new Uri("/v1/models/alpha/sim-small", UriKind.Relative))).JsonAsync();

        Assert.Equal(
            ["auto", "fast", "balanced", "powerful", "beta/sim-medium"],
            list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.Equal("unavailable: provider alpha is disabled", disabled.GetProperty("availability").GetString());
    }

    [Fact]
    public async Task A_model_that_failed_shows_it()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(429, retryAfter: 60);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await router.Http.ChatAsync();

        await Eventually.Is(async () =>
        {
            var model = await (await router.Http.GetAsync(new Uri("/v1/models/alpha/sim-small", UriKind.Relative))).JsonAsync();
            return model.GetProperty("health").TryGetProperty("cooling_until", out _);
        });
    }

    [Theory]
    [InlineData("/v1/models/alpha/org/model-1")]
    [InlineData("/v1/models/alpha%2Forg%2Fmodel-1")]
    [InlineData("/v1/models/alpha/org%2Fmodel-1")]
    public async Task A_model_is_found_whether_its_slashes_are_encoded_or_not(string path)
    {
        var snapshot = Catalogs.Of(Nowhere);
        var id = new DeploymentId(Catalogs.First.Provider, "org/model-1");
        snapshot = snapshot with
        {
            Deployments =
            [
                snapshot.Deployments[0] with
                {
                    Id = id,
                    Lifecycle = Lifecycle.Deprecated,
                    DeprecatedAt = new DateTimeOffset(2026, 2, 3, 0, 0, 0, TimeSpan.Zero),
                    RetiresAt = new DateTimeOffset(2051, 2, 3, 0, 0, 0, TimeSpan.Zero),
                },
            ],
            Tiers = [new() { Name = "fast", Entries = [id] }],
        };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.GetAsync(new Uri(path, UriKind.Relative));
        var model = await response.JsonAsync();

        Assert.Equal("alpha/org/model-1", model.GetProperty("id").GetString());
        Assert.Equal("alpha", model.GetProperty("owned_by").GetString());
        Assert.Equal(100_000, model.GetProperty("context_window").GetInt32());
        Assert.Contains("tools", model.GetProperty("capabilities").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal("deprecated", model.GetProperty("lifecycle").GetString());
        Assert.Equal("2026-02-03T00:00:00Z", model.GetProperty("deprecated_at").GetString());
        Assert.Equal("2051-02-03T00:00:00Z", model.GetProperty("retires_at").GetString());
        Assert.Equal(["fast"], model.GetProperty("tiers").EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(0.15m, model.GetProperty("pricing_per_million").GetProperty("input").GetDecimal());
        Assert.Equal(0.60m, model.GetProperty("pricing_per_million").GetProperty("output").GetDecimal());
    }

    [Theory]
    [InlineData(true, "free")]
    [InlineData(false, "unpriced")]
    public async Task A_model_without_a_price_says_whether_it_is_free(bool free, string expected)
    {
        var snapshot = Catalogs.Of(Nowhere);
        await using var router = await RouterUnderTest.StartAsync(snapshot with { Deployments = [snapshot.Deployments[0] with { Prices = [], IsFree = free }] });

        var model = await (await router.Http.GetAsync(new Uri("/v1/models/alpha/sim-small", UriKind.Relative))).JsonAsync();

        Assert.False(model.TryGetProperty("pricing_per_million", out _));
        Assert.Equal(expected, model.GetProperty("pricing_state").GetString());
    }

    [Fact]
    public async Task An_unknown_model_is_an_error()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        var response = await router.Http.GetAsync(new Uri("/v1/models/alpha/none", UriKind.Relative));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("model_not_found", (await response.ErrorAsync()).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("/v1/models")]
    [InlineData("/v1/models/alpha/sim-small")]
    [InlineData("/api/tags")]
    [InlineData("/api/version")]
    [InlineData("/api/ps")]
    public async Task The_head_alone_can_be_asked_for(string path)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        var response = await router.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }
}
