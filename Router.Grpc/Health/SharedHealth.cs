using System.Collections.Frozen;
using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>What all routers and workers together know, as last read.</summary>
internal sealed class SharedHealth(HealthSignal signal)
{
    private volatile IReadOnlyDictionary<DeploymentId, HealthState> _states = FrozenDictionary<DeploymentId, HealthState>.Empty;

    public IReadOnlyDictionary<DeploymentId, HealthState> States => _states;

    public void Replace(IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        _states = states;
        signal.Raise();
    }
}
