using System.Collections.Immutable;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Everything that would have to change for one deployment to serve a request that nothing can serve.</summary>
/// <param name="Deployment">Who would serve then.</param>
/// <param name="Steps">All of them are needed; never empty.</param>
public sealed record Relaxation(DeploymentId Deployment, ImmutableArray<RelaxationStep> Steps)
{
    /// <inheritdoc/>
    public override string ToString() => $"To be served by {Deployment}: {string.Join(", ", Steps.Select(static step => step.Text))}.";
}
