using Routing.Health;

namespace Routing.Explaining.Changes;

/// <summary>One deployment that is well again.</summary>
internal sealed class DeploymentHealthChange : IChangeKind
{
    private const int Distance = 2_000;

    public IEnumerable<Change> Of(Situation now, int below) =>
        from id in now.Examined
        where now.Input.Health.States.ContainsKey(id)
        select new Change(
            "deployment_health",
            Distance,
            $"with {id} healthy",
            () => now.Input with { Health = new HealthView(now.Input.Health.States.Where(row => row.Key != id).ToDictionary()) });
}
