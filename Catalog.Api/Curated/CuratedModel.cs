using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>A canonical model: what it can do, whoever serves it.</summary>
internal sealed record CuratedModel
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Family { get; init; }

    public required ImmutableArray<string> Capabilities { get; init; }

    public required int ContextWindow { get; init; }

    public int? MaxOutputTokens { get; init; }

    public DateOnly? Released { get; init; }

    /// <summary>Published scores; empty where none could be sourced.</summary>
    public required ImmutableArray<CuratedBenchmark> Benchmarks { get; init; }
}

/// <summary>One published score. Scores of different names do not compare.</summary>
internal sealed record CuratedBenchmark
{
    public required string Name { get; init; }

    public required decimal Score { get; init; }

    public required DateOnly Date { get; init; }

    public required string Source { get; init; }

    public string? Note { get; init; }
}
