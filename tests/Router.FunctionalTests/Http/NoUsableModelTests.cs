using System.Net;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Http;

public sealed class NoUsableModelTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Fact]
    public async Task An_empty_catalog_says_how_to_add_a_model()
    {
        await using var router = await RouterUnderTest.StartAsync(CatalogSnapshot.Empty);

        var response = await router.Http.ChatAsync("auto");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal("no_models", error.GetProperty("code").GetString());
        Assert.Contains("add", error.GetProperty("message").GetString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task When_nothing_is_usable_each_exclusion_is_named_with_its_way_out()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        snapshot = snapshot with
        {
            Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "ALPHA_KEY_THAT_NOBODY_SET" }, snapshot.Providers[1] with { Enabled = false }],
        };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var response = await router.Http.ChatAsync("auto");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal("false", response.Header("x-should-retry"));
        var message = (await response.ErrorAsync()).GetProperty("message").GetString();
        Assert.Contains("alpha/sim-small", message, StringComparison.Ordinal);
        Assert.Contains("ALPHA_KEY_THAT_NOBODY_SET", message, StringComparison.Ordinal);
        Assert.Contains("beta/sim-medium", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_need_but_wait_is_told_how_long()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(429, retryAfter: 3600);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        await router.Http.ChatAsync();

        await Eventually.Is(async () =>
        {
            var model = await (await router.Http.GetAsync(new Uri("/v1/models/alpha/sim-small", UriKind.Relative))).JsonAsync();
            return model.GetProperty("health").TryGetProperty("cooling_until", out _);
        });

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3601));
    }
}
