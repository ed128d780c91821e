using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>A deployment that may not serve the request, and why.</summary>
/// <param name="Deployment">What was left out.</param>
/// <param name="Reason">For machines.</param>
/// <param name="Detail">For people, with the way out: <c>KIMI_API_KEY is not set</c>.</param>
public sealed record Exclusion(DeploymentId Deployment, ExclusionReason Reason, string Detail);
