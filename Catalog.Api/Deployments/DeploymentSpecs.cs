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

    /// <summary>The line of models by its name; what is said of its canonical model comes first.</summary>
    public string? Family { get; init; }

    /// <summary><c>tiny</c>, <c>small</c>, <c>medium</c> or <c>large</c>, by its name; null when the name says nothing.</summary>
    public string? SizeClass { get; init; }
}
