using System.Collections.Immutable;

namespace Routing.Catalog;

/// <summary>The view that narrows what the router may choose by itself. What is named is served all the same.</summary>
/// <param name="Name">The view's name in the catalog.</param>
/// <param name="Deployments">Everything the view contains, at the revision of the snapshot.</param>
public sealed record ActiveView(string Name, ImmutableArray<DeploymentId> Deployments);
