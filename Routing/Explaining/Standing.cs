using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>Where a deployment stands in a decision.</summary>
/// <param name="Deployment">The deployment.</param>
/// <param name="Kind">How it came out.</param>
/// <param name="Place">Its place in the order of attempts, from 1; 0 when it is not in it.</param>
/// <param name="Reason">Why it was excluded; <see cref="ExclusionReason.None"/> when it was not.</param>
/// <param name="Detail">Why, as the end of a sentence that begins with its name.</param>
public sealed record Standing(DeploymentId Deployment, StandingKind Kind, int Place, ExclusionReason Reason, string Detail);
