namespace Catalog.Api.Curated;

/// <summary>US dollars per million tokens, from a day on (midnight UTC), with where and when the figures were read.</summary>
internal sealed record CuratedPrice
{
    public required decimal Input { get; init; }

    public decimal? CachedInput { get; init; }

    public decimal? CacheWrite { get; init; }

    public required decimal Output { get; init; }

    /// <summary>Holds for prompts of more than this many tokens; 0 for all.</summary>
    public int ContextOver { get; init; }

    public required DateOnly ValidFrom { get; init; }

    public required string Source { get; init; }

    public required DateOnly SourceDate { get; init; }

    public string? Note { get; init; }
}
