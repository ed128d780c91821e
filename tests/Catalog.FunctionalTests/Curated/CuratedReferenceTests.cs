namespace Catalog.FunctionalTests.Curated;

/// <summary>Everything the files name exists, once.</summary>
public sealed class CuratedReferenceTests
{
    public static TheoryData<string> Names => Catalogs.All();

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_listed_twice(string name)
    {
        var catalog = Catalogs.Named(name);

        Assert.Empty(Repeated(catalog.Providers.Select(provider => provider.Id)));
        Assert.Empty(Repeated(catalog.Models.Select(model => model.Id)));
        Assert.Empty(Repeated(catalog.Deployments.Select(deployment => deployment.Id)));
        Assert.Empty(Repeated(catalog.Tiers.Select(tier => tier.Name)));
        Assert.Empty(Repeated(catalog.Aliases.Select(alias => alias.Name)));
        Assert.Empty(Repeated(catalog.Families.Select(family => family.Name)));
        Assert.All(catalog.Tiers, tier => Assert.Empty(Repeated(tier.Entries)));
        Assert.All(catalog.Families, family => Assert.Empty(Repeated(family.Preferred)));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Deployments_name_a_known_provider_and_a_known_model(string name)
    {
        var catalog = Catalogs.Named(name);
        var providers = catalog.Providers.Select(provider => provider.Id).ToHashSet();
        var models = catalog.Models.Select(model => model.Id).ToHashSet();

        Assert.NotEmpty(catalog.Deployments);
        Assert.All(catalog.Deployments, deployment =>
        {
            Assert.Contains(deployment.Provider, providers);
            Assert.Contains(deployment.Canonical, models);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Models_are_served_by_somebody(string name)
    {
        var catalog = Catalogs.Named(name);
        var served = catalog.Deployments.Select(deployment => deployment.Canonical).ToHashSet();

        Assert.All(catalog.Models, model => Assert.Contains(model.Id, served));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Aliases_lead_to_a_model_and_hide_none(string name)
    {
        var catalog = Catalogs.Named(name);
        var models = catalog.Models.Select(model => model.Id).ToHashSet();

        Assert.All(catalog.Aliases, alias =>
        {
            Assert.Contains(alias.Target, models);
            Assert.DoesNotContain(alias.Name, models);
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Families_prefer_members_of_their_own(string name)
    {
        var catalog = Catalogs.Named(name);
        var families = catalog.Models.ToDictionary(model => model.Id, model => model.Family);

        Assert.NotEmpty(catalog.Families);
        Assert.All(catalog.Families, family =>
        {
            Assert.NotEmpty(family.Preferred);
            Assert.All(family.Preferred, member => Assert.Equal(family.Name, families[member]));
        });
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tier_entries_are_deployments(string name)
    {
        var catalog = Catalogs.Named(name);
        var deployments = catalog.Deployments.Select(deployment => deployment.Id).ToHashSet();

        Assert.Equal(["balanced", "fast", "powerful"], catalog.Tiers.Select(tier => tier.Name).Order());
        Assert.All(catalog.Tiers, tier => Assert.NotEmpty(tier.Entries));
        Assert.All(catalog.Tiers.SelectMany(tier => tier.Entries), entry => Assert.Contains(entry, deployments));
    }

    private static IEnumerable<string> Repeated(IEnumerable<string> values) =>
        values.GroupBy(value => value, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group => group.Key);
}
