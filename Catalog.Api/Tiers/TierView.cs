using System.Collections.Immutable;

namespace Catalog.Api.Tiers;

/// <summary>A tier as REST takes and shows it: deployments as <c>provider/model</c>, best first.</summary>
internal sealed record TierView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? Name { get; init; }

    public ImmutableArray<string> Entries { get; init; } = [];

    /// <summary>Longest answer in tokens, filled in where the caller says nothing.</summary>
    public int? MaxTokens { get; init; }

    /// <summary>Sampling temperature from 0 to 2, filled in where the caller says nothing.</summary>
    public decimal? Temperature { get; init; }

    /// <summary>Answers only: empty for what ships.</summary>
    public ImmutableArray<string>? Edited { get; init; }
}

/// <summary>A tier as it was from a revision on.</summary>
internal sealed record TierVersion(long Revision, DateTimeOffset RecordedAt, string ChangedBy, TierView? Tier);
