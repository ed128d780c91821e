using Routing.Health;

namespace Routing.Ranking;

/// <summary>Points for how rarely a deployment fails: ten times its health score, half of that while its circuit is on trial.</summary>
internal static class ReliabilityPoints
{
    public static int Of(HealthState health)
    {
        var points = Math.Clamp(health.Score, 0, 100) * 10;
        return health.Circuit is CircuitState.HalfOpen ? points / 2 : points;
    }
}
