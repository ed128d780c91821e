using System.Collections.Immutable;
using Routing.Features;

namespace Routing.Catalog;

/// <summary>One place that can serve a model, with what is known of it there.</summary>
public sealed record Deployment
{
    /// <summary>Provider and upstream model name.</summary>
    public required DeploymentId Id
    {
        get;
        init
        {
            field = value;
            TokenFamily = value.Model is { } model ? TokenFamilies.Of(model) : TokenFamily.Unknown;
        }
    }

    /// <summary>How its model cuts text into tokens, by its name.</summary>
    public TokenFamily TokenFamily { get; private init; }

    /// <summary>The canonical model it serves; null while no rule has assigned one.</summary>
    public ModelId? CanonicalId { get; init; }

    /// <summary>The name shown to people.</summary>
    public string Name { get; init; } = "";

    /// <summary>Whether it is still in service.</summary>
    public Lifecycle Lifecycle { get; init; } = Lifecycle.Active;

    /// <summary>When its provider advises against it from, or did; null when no date is announced. Says nothing by itself: <see cref="Lifecycle"/> does.</summary>
    public DateTimeOffset? DeprecatedAt { get; init; }

    /// <summary>When its provider stops serving it, or stopped; null when no date is announced.</summary>
    public DateTimeOffset? RetiresAt { get; init; }

    /// <summary>How it came into the registry.</summary>
    public Origin Origin { get; init; }

    /// <summary>Whether an operator allows it.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Whether calls cost nothing, by the provider's word or because it runs locally. Not the same as unpriced.</summary>
    public bool IsFree { get; init; }

    /// <summary>What it can do.</summary>
    public Capabilities Capabilities { get; init; } = Capabilities.Chat | Capabilities.Streaming;

    /// <summary>Largest prompt plus answer in tokens; 0 when unknown.</summary>
    public int ContextWindow { get; init; }

    /// <summary>Longest answer in tokens; 0 when unknown.</summary>
    public int MaxOutputTokens { get; init; }

    /// <summary>Request parameters that the endpoint refuses, in the words of the OpenAI format; nothing may add them.</summary>
    public ImmutableArray<string> UnsupportedParameters { get; init; } = [];

    /// <summary>Where it is served; null when the provider does not say.</summary>
    public string? Region { get; init; }

    /// <summary>Dated prices in no particular order, future ones included; empty means unpriced, never free.</summary>
    public ImmutableArray<Price> Prices { get; init; } = [];
}
