using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining.Changes;

/// <summary>A deployment or a provider that an operator switches on again.</summary>
internal sealed class EnablingChange : IChangeKind
{
    private const int Distance = 6_000;

    public IEnumerable<Change> Of(Situation now, int below)
    {
        var snapshot = now.Input.Index.Snapshot;
        foreach (var id in now.ExcludedFor(ExclusionReason.Disabled).Where(id => now.Input.Index.Deployment(id) is { Enabled: false }))
        {
            yield return new("enabling", Distance, $"with {id} enabled", () => With(now.Input, snapshot with
            {
                Deployments = [.. snapshot.Deployments.Select(row => row.Id == id ? row with { Enabled = true } : row)],
            }));
        }

        foreach (var provider in now.ExcludedFor(ExclusionReason.Disabled).Select(static id => id.Provider).Distinct()
            .Where(provider => now.Input.Index.Provider(provider) is { Enabled: false }))
        {
            yield return new("enabling", Distance, $"with {provider} enabled", () => With(now.Input, snapshot with
            {
                Providers = [.. snapshot.Providers.Select(row => row.Id == provider ? row with { Enabled = true } : row)],
            }));
        }
    }

    private static DecisionInput With(DecisionInput input, CatalogSnapshot snapshot) => input with { Index = new CatalogIndex(snapshot) };
}
