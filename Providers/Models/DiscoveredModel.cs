using Routing.Catalog;

namespace Providers.Models;

/// <summary>A model as its provider lists it. What the provider does not say is null.</summary>
public sealed record DiscoveredModel
{
    /// <summary>The model's name at the provider, as calls must give it.</summary>
    public required string Id { get; init; }

    /// <summary>The name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Who made it, in the provider's word.</summary>
    public string? OwnedBy { get; init; }

    /// <summary>When it was published.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Largest prompt plus answer in tokens.</summary>
    public int? ContextWindow { get; init; }

    /// <summary>Longest answer in tokens.</summary>
    public int? MaxOutputTokens { get; init; }

    /// <summary>What it can do; null when the provider says nothing of it.</summary>
    public Capabilities? Capabilities { get; init; }

    /// <summary>Whether the provider says that it is in service; null when it does not say.</summary>
    public bool? Active { get; init; }

    /// <summary>The price, where the provider publishes it in the list.</summary>
    public Price? Price { get; init; }

    /// <summary>Whether the provider says that calls cost nothing.</summary>
    public bool IsFree { get; init; }

    /// <summary>The entry as the provider sent it, JSON text.</summary>
    public required string RawJson { get; init; }
}
