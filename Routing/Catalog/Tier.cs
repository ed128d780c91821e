using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>A capability and cost class: an ordered list whose first usable entry wins.</summary>
public sealed record Tier
{
    /// <summary>One of <see cref="TierNames"/>.</summary>
    public required string Name { get; init; }

    /// <summary>Deployments in order of preference.</summary>
    public ImmutableArray<DeploymentId> Entries { get; init; } = [];

    /// <summary>Applied only when the router chose the model, only where the request says nothing.</summary>
    public TierParameters Parameters { get; init; } = new();
}
