using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Catalog.Api.Drift;

namespace Catalog.Api.Deployments;

/// <summary>A deployment as REST shows it.</summary>
internal sealed record DeploymentView
{
    /// <summary><c>provider/model</c>, as selectors name it.</summary>
    public required string Id { get; init; }

    public required string Provider { get; init; }

    public required string Model { get; init; }

    public string? Canonical { get; init; }

    /// <summary>The rule that assigned it, or <c>curated</c> or <c>hand</c>.</summary>
    public string? CanonicalBy { get; init; }

    public string? Family { get; init; }

    public required string Name { get; init; }

    public required string Lifecycle { get; init; }

    public DateTimeOffset? DeprecatedAt { get; init; }

    public DateTimeOffset? RetiresAt { get; init; }

    public required string Origin { get; init; }

    public bool Enabled { get; init; }

    public bool IsFree { get; init; }

    public ImmutableArray<string> Capabilities { get; init; }

    public int ContextWindow { get; init; }

    public int MaxOutputTokens { get; init; }

    public string? Region { get; init; }

    public ImmutableArray<string> UnsupportedParameters { get; init; }

    /// <summary><c>tiny</c>, <c>small</c>, <c>medium</c> or <c>large</c>, by its name; null when the name says nothing.</summary>
    public string? SizeClass { get; init; }

    /// <summary>Dollars for 1,000 fresh input tokens now; null when unpriced, 0 only when free.</summary>
    [JsonPropertyName("cost_per_1k")]
    public decimal? CostPer1k { get; init; }

    /// <summary>Dollars for 1,000 output tokens now; null when unpriced, 0 only when free.</summary>
    [JsonPropertyName("output_cost_per_1k")]
    public decimal? OutputCostPer1k { get; init; }

    /// <summary>What its provider lacks where no router can call it: <c>KIMI_API_KEY is not set</c>.</summary>
    public string? Unavailable { get; init; }

    /// <summary>Fields set by hand, which no import overwrites.</summary>
    public ImmutableArray<string> Edited { get; init; }

    public DateTimeOffset FirstSeen { get; init; }

    public DateTimeOffset? LastSeen { get; init; }

    public DateTimeOffset LastRefreshed { get; init; }

    /// <summary>Since when its provider no longer lists it.</summary>
    public DateTimeOffset? MissingSince { get; init; }

    /// <summary>What rules inferred, each with its rule and its confidence; only of what a provider listed.</summary>
    public JsonElement? AiData { get; init; }

    /// <summary>Where its provider states something else than is believed; only where one deployment is read.</summary>
    public IReadOnlyList<DriftView>? Drift { get; init; }

    /// <summary>Every price recorded and not superseded; only where one deployment is read.</summary>
    public IReadOnlyList<PriceView>? Prices { get; init; }

    /// <summary>The provider's own entry; only where one deployment is read.</summary>
    public JsonElement? ProviderData { get; init; }

    /// <summary>What is believed, as it is stored.</summary>
    [JsonIgnore]
    public DeploymentSpecs Specs { get; init; } = new();
}
