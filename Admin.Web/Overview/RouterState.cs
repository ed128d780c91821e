using System.Collections.Frozen;
using Routing.Catalog;

namespace Admin.Web.Overview;

/// <summary>What the router would do.</summary>
/// <param name="Usable">Deployments that it can call: enabled, in service, key present.</param>
/// <param name="Health">Its view of the health of deployments.</param>
internal sealed record RouterState(
    FrozenSet<DeploymentId> Usable, FrozenDictionary<DeploymentId, DeploymentCondition> Health);

/// <summary>How well a deployment does.</summary>
/// <param name="Score">From 0 (never answers) to 100 (always does).</param>
/// <param name="Cause">Why it is not well; null when it is.</param>
public sealed record DeploymentCondition(int Score, string? Cause);
