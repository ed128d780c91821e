using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>An ordered list of deployments; the first usable one answers.</summary>
internal sealed record CuratedTier
{
    public required string Name { get; init; }

    public required ImmutableArray<string> Entries { get; init; }

    public required CuratedTierParameters Parameters { get; init; }
}

/// <summary>What the tier sets where the caller and the endpoint leave room for it.</summary>
internal sealed record CuratedTierParameters
{
    public int? MaxTokens { get; init; }

    public decimal? Temperature { get; init; }
}
