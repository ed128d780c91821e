using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using Catalog.Api.Sync.Inference;

namespace Catalog.Api.Deployments;

/// <summary>A row of <c>model_registry</c> as writers state it.</summary>
internal sealed record DeploymentRow
{
    public required string ProviderId { get; init; }

    public required string ModelId { get; init; }

    public string? CanonicalId { get; init; }

    /// <summary>The rule that assigned it, or <c>curated</c> or <c>hand</c>.</summary>
    public string? CanonicalBy { get; init; }

    public string Name { get; init; } = "";

    public string Lifecycle { get; init; } = "active";

    public DateTimeOffset? DeprecatedAt { get; init; }

    public DateTimeOffset? RetiresAt { get; init; }

    public bool IsFree { get; init; }

    public bool Enabled { get; init; } = true;

    public JsonElement? ProviderData { get; init; }

    /// <summary>What rules inferred; kept only of what a provider listed.</summary>
    public AiData AiData { get; init; } = AiData.None;

    /// <summary>What the provider itself states, by field; kept only of what a provider listed.</summary>
    public IReadOnlyDictionary<string, object> Stated { get; init; } = FrozenDictionary<string, object>.Empty;

    public required DeploymentSpecs Specs { get; init; }

    public required string Origin { get; init; }

    /// <summary>Fields this write states by hand; they outlive every import.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];

    /// <summary>When the provider last listed it; null when this write says nothing of that.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
