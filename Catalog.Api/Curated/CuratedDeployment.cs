using System.Collections.Immutable;

namespace Catalog.Api.Curated;

/// <summary>A canonical model as one provider serves it.</summary>
internal sealed record CuratedDeployment
{
    /// <summary>The provider's id; given once per file and filled in by the reader.</summary>
    public string Provider { get; init; } = "";

    /// <summary>The name the provider knows the model by.</summary>
    public required string Model { get; init; }

    public required string Canonical { get; init; }

    public required string Name { get; init; }

    public required string Lifecycle { get; init; }

    public DateOnly? DeprecatedOn { get; init; }

    /// <summary>The day the provider stops, or stopped, serving it.</summary>
    public DateOnly? RetiresOn { get; init; }

    public string? LifecycleSource { get; init; }

    public DateOnly? LifecycleSourceDate { get; init; }

    public required ImmutableArray<string> Capabilities { get; init; }

    public required int ContextWindow { get; init; }

    public int? MaxOutputTokens { get; init; }

    /// <summary>Request parameters the endpoint refuses, in the words of the OpenAI format; nothing may add them.</summary>
    public ImmutableArray<string> UnsupportedParameters { get; init; } = [];

    public string? Note { get; init; }

    /// <summary>Dated prices; empty means unpriced, never free.</summary>
    public required ImmutableArray<CuratedPrice> Prices { get; init; }

    public string Id => $"{Provider}/{Model}";
}
