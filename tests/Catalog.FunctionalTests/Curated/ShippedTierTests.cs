using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

/// <summary>Whoever has one key gets an answer from every tier, from a model that is current and priced.</summary>
public sealed class ShippedTierTests
{
    private static readonly CuratedCatalog Shipped = CuratedCatalog.Load();

    private static readonly Dictionary<string, CuratedDeployment> Deployments = Shipped.Deployments.ToDictionary(deployment => deployment.Id);

    public static TheoryData<string, string> TiersAndKeyedProviders()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var tier in Shipped.Tiers)
        {
            foreach (var provider in Shipped.Providers.Where(provider => provider.ApiKeyEnvironment is not null))
            {
                pairs.Add(tier.Name, provider.Id);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(TiersAndKeyedProviders))]
    public void Any_one_key_makes_every_tier_usable_with_and_without_tools(string tier, string provider)
    {
        var entries = Entries(tier).Where(deployment => deployment.Provider == provider).ToArray();

        Assert.NotEmpty(entries);
        Assert.Contains(entries, deployment => deployment.Capabilities.Contains("tools"));
    }

    [Theory]
    [InlineData("fast")]
    [InlineData("balanced")]
    [InlineData("powerful")]
    public void Entries_are_current_and_priced_today(string tier) =>
        Assert.All(Entries(tier), deployment =>
        {
            Assert.True(deployment.Lifecycle is "active" or "preview", $"{deployment.Id} is {deployment.Lifecycle}.");
            Assert.Contains(deployment.Prices, price => price.ContextOver == 0 && price.ValidFrom <= DateOnly.FromDateTime(DateTime.UtcNow));
            Assert.Contains("chat", deployment.Capabilities);
            Assert.Contains("streaming", deployment.Capabilities);
        });

    [Fact]
    public void Tiers_set_nothing_that_an_entry_refuses()
    {
        // Most current models refuse sampling parameters, so the shipped tiers leave them alone.
        Assert.All(Shipped.Tiers, tier => Assert.Null(tier.Parameters.Temperature));
        Assert.All(Shipped.Tiers, tier => Assert.All(
            Entries(tier.Name),
            deployment => Assert.True(tier.Parameters.MaxTokens <= (deployment.MaxOutputTokens ?? deployment.ContextWindow))));
    }

    private static IEnumerable<CuratedDeployment> Entries(string tier) =>
        Shipped.Tiers.Single(candidate => candidate.Name == tier).Entries.Select(entry => Deployments[entry]);
}
