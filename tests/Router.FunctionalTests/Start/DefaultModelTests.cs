using Router.FunctionalTests.Running;
using Routing.Catalog;

namespace Router.FunctionalTests.Start;

public sealed class DefaultModelTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Theory]
    [InlineData("gone", "Model 'gone' is not in the catalog.")]
    [InlineData("beta/sim-medium", "KEY_THAT_NOBODY_SET is not set")]
    [InlineData("sim-old", "retired")]
    public async Task A_default_that_cannot_serve_is_reported_in_the_log_and_in_health(string model, string expected)
    {
        await using var router = await RouterUnderTest.StartAsync(Catalog(), $"--DEFAULT_MODEL={model}");

        var line = Assert.Single(router.Log.Lines, line => line.Event.Id == 204);
        var health = await router.Http.GetStringAsync(new Uri("/health", UriKind.Relative));

        Assert.Contains(expected, line.Message, StringComparison.Ordinal);
        Assert.Contains("default-model", health, StringComparison.Ordinal);
        Assert.Contains("No model was named", health, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_default_that_serves_is_not_reported()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalog(), "--DEFAULT_MODEL=alpha/sim-small");

        Assert.DoesNotContain(router.Log.Lines, line => line.Event.Id == 204);
    }

    private static CatalogSnapshot Catalog()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        return snapshot with
        {
            Providers = [snapshot.Providers[0], snapshot.Providers[1] with { ApiKeyEnvironment = "KEY_THAT_NOBODY_SET" }],
            Deployments =
            [
                .. snapshot.Deployments,
                snapshot.Deployments[0] with { Id = new(Catalogs.First.Provider, "sim-old"), CanonicalId = null, Lifecycle = Lifecycle.Retired },
            ],
        };
    }
}
