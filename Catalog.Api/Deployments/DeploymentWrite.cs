using System.Collections.Immutable;

namespace Catalog.Api.Deployments;

/// <summary>A deployment as REST takes it. What is left out stays as it is, or has its default in a new one.</summary>
internal sealed record DeploymentWrite
{
    public string? Canonical { get; init; }

    public string? Name { get; init; }

    /// <summary><c>preview</c>, <c>active</c>, <c>deprecated</c> or <c>retired</c>.</summary>
    public string? Lifecycle { get; init; }

    public DateTimeOffset? DeprecatedAt { get; init; }

    public DateTimeOffset? RetiresAt { get; init; }

    public bool? IsFree { get; init; }

    public bool? Enabled { get; init; }

    /// <summary>Such as <c>chat</c>, <c>streaming</c>, <c>tools</c>, <c>vision</c>.</summary>
    public ImmutableArray<string>? Capabilities { get; init; }

    public int? ContextWindow { get; init; }

    public int? MaxOutputTokens { get; init; }

    public string? Region { get; init; }

    public ImmutableArray<string>? UnsupportedParameters { get; init; }

    /// <summary>Replaces every price; an empty list makes it unpriced.</summary>
    public ImmutableArray<PriceView>? Prices { get; init; }
}
