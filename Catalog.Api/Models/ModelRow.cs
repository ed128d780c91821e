using System.Collections.Immutable;
using Catalog.Api.Curated;

namespace Catalog.Api.Models;

/// <summary>A row of <c>models</c>, the canonical models, as writers state it.</summary>
internal sealed record ModelRow
{
    public required string CanonicalId { get; init; }

    public required string Name { get; init; }

    public string? Family { get; init; }

    public ImmutableArray<string> Capabilities { get; init; } = [];

    public int ContextWindow { get; init; }

    public int MaxOutputTokens { get; init; }

    public DateOnly? Released { get; init; }

    public ImmutableArray<CuratedBenchmark> Benchmarks { get; init; } = [];

    public required string Origin { get; init; }

    public ImmutableArray<string> Edited { get; init; } = [];
}
