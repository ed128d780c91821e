using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

/// <summary>The example repeats a known configuration to the cent; tests and replays rely on it.</summary>
public sealed class Seed2025Tests
{
    private static readonly CuratedCatalog Seed = CuratedCatalog.LoadExample("seed-2025");

    [Theory]
    [InlineData("fast", "anthropic/claude-3-haiku-20240307")]
    [InlineData("balanced", "kimi/kimi-k2-0905-preview", "openai/gpt-4o-mini")]
    [InlineData("powerful", "anthropic/claude-3-5-sonnet-20241022")]
    public void Tiers_list_the_models_of_that_time(string tier, params string[] entries)
    {
        var actual = Seed.Tiers.Single(candidate => candidate.Name == tier);

        Assert.Equal(entries, actual.Entries);
        Assert.Equal(4096, actual.Parameters.MaxTokens);
        Assert.Equal(0.7m, actual.Parameters.Temperature);
    }

    [Theory]
    [InlineData("anthropic/claude-3-haiku-20240307", 0.25)]
    [InlineData("kimi/kimi-k2-0905-preview", 0.15)]
    [InlineData("openai/gpt-4o-mini", 0.15)]
    [InlineData("anthropic/claude-3-5-sonnet-20241022", 3.00)]
    public void Input_costs_what_it_cost_then(string id, double dollars) =>
        Assert.Equal((decimal)dollars, Assert.Single(Deployment(id).Prices).Input);

    [Fact]
    public void Cached_input_of_kimi_costs_a_tenth()
    {
        var price = Assert.Single(Deployment("kimi/kimi-k2-0905-preview").Prices);

        Assert.Equal(price.Input / 10, price.CachedInput);
    }

    [Fact]
    public void The_kimi_family_prefers_k2_and_leaves_latest_to_those_who_name_it()
    {
        var family = Seed.Families.Single(candidate => candidate.Name == "kimi");
        var latest = Seed.Models.Single(model => model.Id == "kimi-latest-128k");

        Assert.Equal("kimi-k2-0905", family.Preferred[0]);
        Assert.DoesNotContain(latest.Id, family.Preferred);
        Assert.Equal("kimi", latest.Family);
    }

    private static CuratedDeployment Deployment(string id) => Seed.Deployments.Single(deployment => deployment.Id == id);
}
