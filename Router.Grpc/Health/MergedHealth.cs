using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>Joins what this router sees itself with what is shared: the worse of the two counts.</summary>
internal static class MergedHealth
{
    public static HealthView Of(IReadOnlyDictionary<DeploymentId, HealthState> local, IReadOnlyDictionary<DeploymentId, HealthState> shared)
    {
        var merged = new Dictionary<DeploymentId, HealthState>(shared);
        foreach (var (id, own) in local)
        {
            merged[id] = shared.TryGetValue(id, out var others) ? Join(own, others) : own;
        }

        return new HealthView(merged);
    }

    private static HealthState Join(HealthState own, HealthState others)
    {
        var worse = others.Score < own.Score ? others : own;
        return worse with
        {
            Circuit = own.Circuit,
            CoolingUntil = own.CoolingUntil is null || others.CoolingUntil > own.CoolingUntil ? others.CoolingUntil : own.CoolingUntil,
        };
    }
}
