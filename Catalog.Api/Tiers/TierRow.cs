using System.Collections.Immutable;

namespace Catalog.Api.Tiers;

/// <summary>A row of <c>tiers</c>: deployments as <c>provider/model</c>, best first.</summary>
internal sealed record TierRow
{
    public required string Name { get; init; }

    public required ImmutableArray<string> Entries { get; init; }

    public int? MaxTokens { get; init; }

    public int? TemperatureMillis { get; init; }

    /// <summary>Empty for what ships, <c>["entries"]</c> once set by hand.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];
}
