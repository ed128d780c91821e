using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>Puts what everybody sees and what this router sees into one view; the worse of the two counts.</summary>
internal static class HealthMerge
{
    public static IReadOnlyDictionary<DeploymentId, HealthState> Of(
        IReadOnlyDictionary<DeploymentId, HealthState> shared, IReadOnlyDictionary<DeploymentId, HealthState> local)
    {
        if (local.Count == 0)
        {
            return shared;
        }

        var merged = new Dictionary<DeploymentId, HealthState>(shared);
        foreach (var (id, own) in local)
        {
            merged[id] = merged.TryGetValue(id, out var theirs) ? Worse(theirs, own) : own;
        }

        return merged;
    }

    private static HealthState Worse(HealthState shared, HealthState own) => shared with
    {
        Score = Math.Min(shared.Score, own.Score),
        CoolingUntil = own.CoolingUntil > shared.CoolingUntil || shared.CoolingUntil is null ? own.CoolingUntil : shared.CoolingUntil,
        Cause = shared.Circuit is CircuitState.Closed ? own.Cause ?? shared.Cause : shared.Cause,
    };
}
