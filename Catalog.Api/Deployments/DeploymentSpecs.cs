using System.Collections.Immutable;

namespace Catalog.Api.Deployments;

/// <summary>What is believed of a deployment: the content of <c>model_registry.specs</c>.</summary>
internal sealed record DeploymentSpecs
{
    /// <summary>As in <see cref="Routing.Catalog.CapabilityNames"/>.</summary>
    public ImmutableArray<string> Capabilities { get; init; } = [];

    public int ContextWindow { get; init; }

    public int MaxOutputTokens { get; init; }

    public string? Region { get; init; }

    public ImmutableArray<string> UnsupportedParameters { get; init; } = [];
}
