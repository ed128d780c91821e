using Catalog.Api.Aliases;
using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Deployments;
using Catalog.Api.Families;
using Catalog.Api.Models;
using Catalog.Api.Providers;
using Catalog.Api.Tiers;
using Catalog.Api.Views;
using Routing.Money;
using Routing.Profiles;

namespace Catalog.Api.Curated;

/// <summary>A curated catalog as rows of the database.</summary>
internal sealed record CuratedRows
{
    private const string Origin = "curated";

    public required IReadOnlyList<ProviderRow> Providers { get; init; }

    public required IReadOnlyList<ModelRow> Models { get; init; }

    public required IReadOnlyList<DeploymentRow> Deployments { get; init; }

    public required IReadOnlyList<PriceRow> Prices { get; init; }

    public required IReadOnlyList<TierRow> Tiers { get; init; }

    public required IReadOnlyList<AliasRow> Aliases { get; init; }

    public required IReadOnlyList<FamilyRow> Families { get; init; }

    public required IReadOnlyList<ScoredModel> Profiles { get; init; }

    public required IReadOnlyList<ViewRow> Views { get; init; }

    public static CuratedRows From(CuratedCatalog catalog)
    {
        var profiles = ShippedProfiles.Of(catalog);
        var free = catalog.Providers.Where(provider => provider.IsFree).Select(provider => provider.Id).ToHashSet();
        return new CuratedRows
        {
            Providers = [.. catalog.Providers.Select(ToRow)],
            Models = [.. catalog.Models.Select(ToRow)],
            Deployments = [.. catalog.Deployments.Select(deployment => ToRow(deployment, free.Contains(deployment.Provider)))],
            Prices = [.. catalog.Deployments.SelectMany(deployment => deployment.Prices.Select(price => ToRow(deployment, price)))],
            Tiers = [.. catalog.Tiers.Select(ToRow)],
            Aliases = [.. catalog.Aliases.Select(alias => new AliasRow(alias.Name, alias.Target, []))],
            Families = [.. catalog.Families.Select(family => new FamilyRow(family.Name, family.Preferred, []))],
            Profiles = [.. profiles.Select(ToRow)],
            Views = [.. catalog.Views.Select(view => new ViewRow { Name = view.Name, Description = view.Description, Filter = view.Filter, Origin = Origin })],
        };
    }

    public IEnumerable<(string Kind, string Key)> Keys() =>
    [
        .. Providers.Select(row => ("provider", row.ProviderId)),
        .. Models.Select(row => ("model", row.CanonicalId)),
        .. Deployments.Select(row => ("deployment", $"{row.ProviderId}/{row.ModelId}")),
        .. Tiers.Select(row => ("tier", row.Name)),
        .. Aliases.Select(row => ("alias", row.Name)),
        .. Families.Select(row => ("family", row.Name)),
        .. Profiles.Select(row => ("profile", row.CanonicalId)),
        .. Views.Select(row => ("view", row.Name)),
    ];

    /// <summary>Leaves out rows, and the deployments and prices of providers and deployments left out.</summary>
    public CuratedRows Except(HashSet<(string Kind, string Key)> removed)
    {
        bool Gone(string provider, string model) => removed.Contains(("provider", provider)) || removed.Contains(("deployment", $"{provider}/{model}"));
        return new CuratedRows
        {
            Providers = [.. Providers.Where(row => !removed.Contains(("provider", row.ProviderId)))],
            Models = [.. Models.Where(row => !removed.Contains(("model", row.CanonicalId)))],
            Deployments = [.. Deployments.Where(row => !Gone(row.ProviderId, row.ModelId))],
            Prices = [.. Prices.Where(row => !Gone(row.ProviderId, row.ModelId))],
            Tiers = [.. Tiers.Where(row => !removed.Contains(("tier", row.Name)))],
            Aliases = [.. Aliases.Where(row => !removed.Contains(("alias", row.Name)))],
            Families = [.. Families.Where(row => !removed.Contains(("family", row.Name)))],
            Profiles = [.. Profiles.Where(row => !removed.Contains(("profile", row.CanonicalId)))],
            Views = [.. Views.Where(row => !removed.Contains(("view", row.Name)))],
        };
    }

    private static ScoredModel ToRow(ModelCapabilityProfile profile) =>
        new(profile.Model.Value, [.. profile.Scores.Select(score => ScoreRow.Of(score, Origin))]);

    private static ProviderRow ToRow(CuratedProvider provider) => new()
    {
        ProviderId = provider.Id,
        Name = provider.Name,
        Aliases = provider.Aliases,
        Profile = provider.Profile,
        BaseUrl = provider.BaseUrl.OriginalString,
        ApiKeyEnvironment = provider.ApiKeyEnvironment,
        IsFree = provider.IsFree,
        Enabled = provider.Enabled,
        Origin = Origin,
    };

    private static ModelRow ToRow(CuratedModel model) => new()
    {
        CanonicalId = model.Id,
        Name = model.Name,
        Family = model.Family,
        Capabilities = model.Capabilities,
        ContextWindow = model.ContextWindow,
        MaxOutputTokens = model.MaxOutputTokens ?? 0,
        Released = model.Released,
        Benchmarks = model.Benchmarks,
        Origin = Origin,
    };

    private static DeploymentRow ToRow(CuratedDeployment deployment, bool isFree) => new()
    {
        ProviderId = deployment.Provider,
        ModelId = deployment.Model,
        CanonicalId = deployment.Canonical,
        CanonicalBy = Origin,
        Name = deployment.Name,
        Lifecycle = deployment.Lifecycle,
        DeprecatedAt = ToMoment(deployment.DeprecatedOn),
        RetiresAt = ToMoment(deployment.RetiresOn),
        IsFree = isFree,
        Specs = new DeploymentSpecs
        {
            Capabilities = deployment.Capabilities,
            ContextWindow = deployment.ContextWindow,
            MaxOutputTokens = deployment.MaxOutputTokens ?? 0,
            UnsupportedParameters = deployment.UnsupportedParameters,
        },
        Origin = Origin,
    };

    private static PriceRow ToRow(CuratedDeployment deployment, CuratedPrice price) => new()
    {
        ProviderId = deployment.Provider,
        ModelId = deployment.Model,
        ValidFrom = ToMoment(price.ValidFrom)!.Value,
        ContextOver = price.ContextOver,
        Input = ToNanos(price.Input)!.Value,
        Output = ToNanos(price.Output)!.Value,
        CachedInput = ToNanos(price.CachedInput),
        CacheWrite = ToNanos(price.CacheWrite),
        Origin = Origin,
        Source = $"{price.Source} ({price.SourceDate:yyyy-MM-dd})",
    };

    private static TierRow ToRow(CuratedTier tier) => new()
    {
        Name = tier.Name,
        Entries = tier.Entries,
        MaxTokens = tier.Parameters.MaxTokens,
        TemperatureMillis = (int?)(tier.Parameters.Temperature * 1_000),
    };

    private static DateTimeOffset? ToMoment(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) : null;

    private static long? ToNanos(decimal? dollars) =>
        dollars is { } known ? TokenPrice.FromDollarsPerMillion(known).NanoDollarsPerMillion : null;
}
