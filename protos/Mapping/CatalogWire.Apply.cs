using System.Collections.Immutable;
using Google.Protobuf.Collections;
using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Applies changes to the catalog they lead from. Rows that did not change are shared with it.</summary>
    /// <exception cref="ArgumentException">The changes lead from another revision.</exception>
    /// <exception cref="FormatException">A row lacks its key or has an address that is none.</exception>
    public static CatalogSnapshot Apply(CatalogSnapshot snapshot, Wire.CatalogChanges changes)
    {
        if (changes.FromRevision != snapshot.Revision)
        {
            throw new ArgumentException(
                $"The changes lead from revision {changes.FromRevision}, the catalog is at {snapshot.Revision}.", nameof(changes));
        }

        return new CatalogSnapshot
        {
            Revision = changes.ToRevision,
            Providers = Apply(snapshot.Providers, row => row.Id.Value, changes.Providers, ToDomain, changes.RemovedProviders),
            Models = Apply(snapshot.Models, row => row.Id.Value, changes.Models, ToDomain, changes.RemovedModels),
            Deployments = Apply(
                snapshot.Deployments, row => row.Id.ToString(), changes.Deployments, ToDomain, changes.RemovedDeployments),
            Tiers = Apply(snapshot.Tiers, row => row.Name, changes.Tiers, ToDomain, changes.RemovedTiers),
            Aliases = Apply(snapshot.Aliases, row => row.Name, changes.Aliases, ToDomain, changes.RemovedAliases),
            Families = Apply(snapshot.Families, row => row.Name, changes.Families, ToDomain, changes.RemovedFamilies),
            CapabilityProfiles = Apply(
                snapshot.CapabilityProfiles,
                row => row.Model.Value,
                changes.CapabilityProfiles,
                ToDomain,
                changes.RemovedCapabilityProfiles),
            AgentProfiles = Apply(snapshot.AgentProfiles, row => row.AgentId, changes.AgentProfiles, ToDomain, changes.RemovedAgentProfiles),
            Policies = Apply(snapshot.Policies, row => row.Name, changes.Policies, ToDomain, changes.RemovedPolicies),
            Presets = Apply(snapshot.Presets, row => row.Name, changes.Presets, ToDomain, changes.RemovedPresets),
            Experiments = Apply(snapshot.Experiments, row => row.Name, changes.Experiments, ToDomain, changes.RemovedExperiments),
            ActiveView = Apply(snapshot.ActiveView, changes.ActiveView),
            QualityEstimates = Apply(
                snapshot.QualityEstimates, row => row.Key, changes.QualityEstimates, ToDomain, changes.RemovedQualityEstimates),
            Rules = changes.Rules is null ? snapshot.Rules : ToDomain(changes.Rules),
        };
    }

    private static ImmutableArray<TRow> Apply<TRow, TWire>(
        ImmutableArray<TRow> rows,
        Func<TRow, string> key,
        RepeatedField<TWire> changed,
        Func<TWire, TRow> toDomain,
        RepeatedField<string> removed)
    {
        if (changed.Count == 0 && removed.Count == 0)
        {
            return rows;
        }

        var byKey = new SortedDictionary<string, TRow>(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            byKey[key(row)] = row;
        }

        foreach (var name in removed)
        {
            byKey.Remove(name);
        }

        foreach (var row in changed.Select(toDomain))
        {
            byKey[key(row)] = row;
        }

        return [.. byKey.Values];
    }
}
