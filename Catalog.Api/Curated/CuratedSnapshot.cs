using Catalog.Api.CapabilityProfiles;
using Routing.Catalog;
using Routing.Money;

namespace Catalog.Api.Curated;

/// <summary>States a curated catalog in the terms of the domain.</summary>
internal static class CuratedSnapshot
{
    public static CatalogSnapshot From(CuratedCatalog catalog)
    {
        var free = catalog.Providers.Where(provider => provider.IsFree).Select(provider => provider.Id).ToHashSet();
        return new CatalogSnapshot
        {
            Providers = [.. catalog.Providers.Select(ToProvider)],
            Models = [.. catalog.Models.Select(ToModel)],
            Deployments = [.. catalog.Deployments.Select(deployment => ToDeployment(deployment, free.Contains(deployment.Provider)))],
            Tiers = [.. catalog.Tiers.Select(ToTier)],
            Aliases = [.. catalog.Aliases.Select(alias => new ModelAlias(alias.Name, alias.Target))],
            Families = [.. catalog.Families.Select(family => new ModelFamily(family.Name, [.. family.Preferred.Select(id => new ModelId(id))]))],
            CapabilityProfiles = ShippedProfiles.Of(catalog),
        };
    }

    private static Provider ToProvider(CuratedProvider provider) => new()
    {
        Id = new ProviderId(provider.Id),
        Name = provider.Name,
        Aliases = provider.Aliases,
        Profile = provider.Profile,
        BaseUrl = provider.BaseUrl,
        ApiKeyEnvironment = provider.ApiKeyEnvironment,
        Enabled = provider.Enabled,
    };

    private static Model ToModel(CuratedModel model) => new()
    {
        Id = new ModelId(model.Id),
        Name = model.Name,
        Family = model.Family,
        Capabilities = ToCapabilities(model.Capabilities),
        ContextWindow = model.ContextWindow,
    };

    private static Deployment ToDeployment(CuratedDeployment deployment, bool isFree) => new()
    {
        Id = new DeploymentId(new ProviderId(deployment.Provider), deployment.Model),
        CanonicalId = new ModelId(deployment.Canonical),
        Name = deployment.Name,
        Lifecycle = Enum.Parse<Lifecycle>(deployment.Lifecycle, ignoreCase: true),
        DeprecatedAt = deployment.DeprecatedOn is { } deprecated ? ToMoment(deprecated) : null,
        RetiresAt = deployment.RetiresOn is { } day ? ToMoment(day) : null,
        Origin = Origin.Curated,
        IsFree = isFree,
        Capabilities = ToCapabilities(deployment.Capabilities),
        ContextWindow = deployment.ContextWindow,
        MaxOutputTokens = deployment.MaxOutputTokens ?? 0,
        UnsupportedParameters = deployment.UnsupportedParameters,
        Prices = [.. deployment.Prices.Select(ToPrice)],
    };

    private static Price ToPrice(CuratedPrice price) => new()
    {
        Input = TokenPrice.FromDollarsPerMillion(price.Input),
        Output = TokenPrice.FromDollarsPerMillion(price.Output),
        CachedInput = ToTokenPrice(price.CachedInput),
        CacheWrite = ToTokenPrice(price.CacheWrite),
        ContextOver = price.ContextOver,
        ValidFrom = ToMoment(price.ValidFrom),
        Source = $"{price.Source} ({price.SourceDate:yyyy-MM-dd})",
    };

    private static DateTimeOffset ToMoment(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static TokenPrice? ToTokenPrice(decimal? dollars) => dollars is { } known ? TokenPrice.FromDollarsPerMillion(known) : null;

    private static Tier ToTier(CuratedTier tier) => new()
    {
        Name = tier.Name,
        Entries = [.. tier.Entries.Select(ToDeploymentId)],
        Parameters = new TierParameters
        {
            MaxTokens = tier.Parameters.MaxTokens,
            TemperatureMillis = tier.Parameters.Temperature is { } temperature ? (int)(temperature * 1_000) : null,
        },
    };

    private static DeploymentId ToDeploymentId(string entry) =>
        DeploymentId.TryParse(entry, out var id) ? id : throw new FormatException($"The tier entry {entry} is not of the form provider/model.");

    private static Capabilities ToCapabilities(IEnumerable<string> names) =>
        names.Aggregate(Capabilities.None, (all, name) => all | ToCapability(name));

    // The files write json_schema where the domain writes JsonSchema.
    private static Capabilities ToCapability(string name) =>
        Enum.Parse<Capabilities>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true);
}
