using System.Collections.Immutable;
using System.Text.Json;

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

    public required DeploymentSpecs Specs { get; init; }

    public required string Origin { get; init; }

    /// <summary>Fields this write states by hand; they outlive every import.</summary>
    public ImmutableArray<string> Edited { get; init; } = [];

    /// <summary>When the provider last listed it; null when this write says nothing of that.</summary>
    public DateTimeOffset? LastSeen { get; init; }
}
