using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Money;

namespace Routing.Features;

/// <summary>What a deployment must fulfil to serve a request at all. Nothing here is weighed against anything else.</summary>
public sealed record Requirements
{
    /// <summary>Nothing is required beyond what the request itself needs.</summary>
    public static readonly Requirements None = new();

    /// <summary>Capabilities the model must have, besides those the request itself needs.</summary>
    public Capabilities Capabilities { get; init; }

    /// <summary>Smallest acceptable context window in tokens; 0 for any.</summary>
    public int MinimumContext { get; init; }

    /// <summary>The most the request may cost by its upper estimate; null for any. What has no price cannot meet it.</summary>
    public NanoDollars? MaxCost { get; init; }

    /// <summary>The longest acceptable wait for the first content, in milliseconds as measured lately; null for any.</summary>
    public int? MaxFirstTokenMillis { get; init; }

    /// <summary>The longest acceptable time to the end of the answer, in milliseconds as measured lately; null for any.</summary>
    public int? MaxTotalMillis { get; init; }

    /// <summary>Regions in which the request may be served; empty means all. What does not say where it is served cannot meet it.</summary>
    public ImmutableArray<string> Regions { get; init; } = [];

    /// <summary>Providers that may be used; empty means all.</summary>
    public ImmutableArray<ProviderId> AllowedProviders { get; init; } = [];

    /// <summary>Providers that may not be used; wins over <see cref="AllowedProviders"/>.</summary>
    public ImmutableArray<ProviderId> DeniedProviders { get; init; } = [];

    /// <summary>Models that may be used, as <c>provider/model</c>, canonical name or a provider's own name; empty means all.</summary>
    public ImmutableArray<string> AllowedModels { get; init; } = [];

    /// <summary>Models that may not be used, written likewise; wins over <see cref="AllowedModels"/>.</summary>
    public ImmutableArray<string> DeniedModels { get; init; } = [];
}
