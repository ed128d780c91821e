using System.Collections.Immutable;

namespace Admin.Web.Overview;

/// <summary>Everything the first page shows.</summary>
/// <param name="At">When it was gathered.</param>
/// <param name="Services">How the services are.</param>
/// <param name="Revision">The catalog's revision; null when it never answered.</param>
/// <param name="Models">How many deployments it lists.</param>
/// <param name="CatalogAway">Why what is shown of the catalog may be old; null when it is followed.</param>
/// <param name="Tiers">Its tiers, weakest first.</param>
/// <param name="Providers">Its providers by name.</param>
internal sealed record StackOverview(
    DateTimeOffset At,
    ImmutableArray<ServiceState> Services,
    long? Revision,
    int Models,
    string? CatalogAway,
    ImmutableArray<TierView> Tiers,
    ImmutableArray<ProviderView> Providers);
