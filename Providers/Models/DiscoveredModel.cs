using System.Collections.Immutable;
using Routing.Catalog;

namespace Providers.Models;

/// <summary>A model as its provider lists it. What the provider does not say is null or empty.</summary>
public sealed record DiscoveredModel
{
    /// <summary>The model's name at the provider, as calls must give it.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Other names of the same model at the same provider.</summary>
    public ImmutableArray<string> Aliases { get; init; } = [];

    /// <summary>What it is for, at most 4,000 characters.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it, in the provider's word.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>When the provider began, or begins, to advise against it.</summary>
    public DateTimeOffset? DeprecatedAt { get; init; }

    /// <summary>When the provider stops serving it, or stopped.</summary>
    public DateTimeOffset? RetiresAt { get; init; }

    /// <summary>Where it stands between announcement and retirement.</summary>
    public Lifecycle? Lifecycle { get; init; }

    /// <summary>Whether it is in service.</summary>
    public bool? Active { get; init; }

    /// <summary>Largest prompt plus answer in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What it can do; null when the provider says nothing of it.</summary>
    public Capabilities? Capabilities { get; init; }

    /// <summary>What it reads: <c>text</c>, <c>image</c>, <c>audio</c>, <c>video</c>, <c>file</c>.</summary>
    public ImmutableArray<string> InputModalities { get; init; } = [];

    /// <summary>What it answers with: the same words, and <c>embeddings</c>.</summary>
    public ImmutableArray<string> OutputModalities { get; init; } = [];

    /// <summary>Request parameters that it takes, in OpenAI's words.</summary>
    public ImmutableArray<string> SupportedParameters { get; init; } = [];

    /// <summary>The price, where the provider publishes it in the list; null for free models and for prices that vary.</summary>
    public Price? Price { get; init; }

    /// <summary>Whether calls cost nothing; null when the provider says nothing of prices.</summary>
    public bool? IsFree { get; init; }

    /// <summary>The entry as the provider sent it, JSON text.</summary>
    public required string RawJson { get; init; }
}
