using Routing.Health;

namespace Routing.Explaining.Changes;

/// <summary>One provider all of whose deployments are well again.</summary>
internal sealed class ProviderHealthChange : IChangeKind
{
    private const int Distance = 2_500;

    public IEnumerable<Change> Of(Situation now, int below) =>
        from provider in now.Examined.Select(static id => id.Provider).Distinct()
        where now.Input.Health.States.Keys.Any(id => id.Provider == provider)
        select new Change(
            "provider_health",
            Distance,
            $"with {provider} healthy",
            () => now.Input with { Health = new HealthView(now.Input.Health.States.Where(row => row.Key.Provider != provider).ToDictionary()) });
}
