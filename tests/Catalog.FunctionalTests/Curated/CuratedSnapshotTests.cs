using Catalog.Api.Curated;
using Routing.Catalog;
using Routing.Money;

namespace Catalog.FunctionalTests.Curated;

public sealed class CuratedSnapshotTests
{
    private static readonly CatalogSnapshot Seed = CuratedSnapshot.From(CuratedCatalog.LoadExample("seed-2025"));

    public static TheoryData<string> Names => Catalogs.All();

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_lost_on_the_way_to_the_domain(string name)
    {
        var catalog = Catalogs.Named(name);

        var snapshot = CuratedSnapshot.From(catalog);

        Assert.Equal(catalog.Providers.Length, snapshot.Providers.Length);
        Assert.Equal(catalog.Models.Length, snapshot.Models.Length);
        Assert.Equal(catalog.Deployments.Select(deployment => deployment.Id), snapshot.Deployments.Select(deployment => deployment.Id.ToString()));
        Assert.Equal(
            catalog.Deployments.Sum(deployment => deployment.Prices.Length),
            snapshot.Deployments.Sum(deployment => deployment.Prices.Length));
        Assert.Equal(
            catalog.Tiers.SelectMany(tier => tier.Entries),
            snapshot.Tiers.SelectMany(tier => tier.Entries).Select(entry => entry.ToString()));
        Assert.Equal(catalog.Aliases.Length, snapshot.Aliases.Length);
        Assert.Equal(catalog.Families.Length, snapshot.Families.Length);
    }

    [Fact]
    public void Prices_arrive_exact_and_dated_in_utc()
    {
        var kimi = Seed.Deployments.Single(deployment => deployment.Id.Model == "kimi-k2-0905-preview");

        var price = Assert.Single(kimi.Prices);

        Assert.Equal(new TokenPrice(150_000_000), price.Input);
        Assert.Equal(new TokenPrice(15_000_000), price.CachedInput);
        Assert.Null(price.CacheWrite);
        Assert.Equal(new DateTimeOffset(2025, 1, 12, 0, 0, 0, TimeSpan.Zero), price.ValidFrom);
    }

    [Fact]
    public void Capabilities_and_parameters_arrive()
    {
        var mini = Seed.Deployments.Single(deployment => deployment.Id.Model == "gpt-4o-mini");
        var fast = Seed.Tiers.Single(tier => tier.Name == TierNames.Fast);

        Assert.Equal(
            Capabilities.Chat | Capabilities.Streaming | Capabilities.Tools | Capabilities.Vision | Capabilities.JsonSchema | Capabilities.LogProbabilities,
            mini.Capabilities);
        Assert.Equal(Lifecycle.Active, mini.Lifecycle);
        Assert.Equal(4096, fast.Parameters.MaxTokens);
        Assert.Equal(700, fast.Parameters.TemperatureMillis);
    }

    [Fact]
    public void A_deployment_without_prices_is_unpriced_and_not_free()
    {
        var unpriced = CuratedSnapshot.From(CuratedCatalog.Load()).Deployments.Where(deployment => deployment.Prices.IsEmpty).ToArray();

        Assert.NotEmpty(unpriced);
        Assert.All(unpriced, deployment => Assert.False(deployment.IsFree));
    }

    [Fact]
    public void An_announced_price_change_is_known_before_its_day()
    {
        var flash = CuratedSnapshot.From(CuratedCatalog.Load()).Deployments.Single(deployment => deployment.Id.ToString() == "gemini/gemini-3.8-flash");

        Assert.Equal(
            [0.75m, 1.5m],
            flash.Prices.OrderBy(price => price.ValidFrom).Select(price => price.Input.DollarsPerMillion));
    }
}
