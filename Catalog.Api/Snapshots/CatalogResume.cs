using System.Collections.Immutable;
using Aspire.Catalog.V1;
using Google.Protobuf.Collections;
using Npgsql;
using Protos.Mapping;
using Domain = Routing.Catalog;

namespace Catalog.Api.Snapshots;

/// <summary>Says what a watcher missed that was away since a revision.</summary>
/// <remarks>The change log names the rows, the snapshot says what they are now; a row it does not have was removed.</remarks>
internal sealed class CatalogResume(NpgsqlDataSource database)
{
    /// <returns>Null when the log cannot tell, so that the watcher needs the whole snapshot.</returns>
    public async Task<CatalogChanges?> ChangesAsync(long known, Domain.CatalogSnapshot snapshot, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var changed = await ChangedKeys.ReadAsync(connection, known, snapshot.Revision, cancellationToken);
        return changed is null ? null : ToChanges(known, snapshot, changed);
    }

    private static CatalogChanges ToChanges(long known, Domain.CatalogSnapshot snapshot, ChangedKeys changed)
    {
        var changes = new CatalogChanges { FromRevision = known, ToRevision = snapshot.Revision };
        Split(changed.Providers, snapshot.Providers, row => row.Id.Value, row => changes.Providers.Add(CatalogWire.ToWire(row)), changes.RemovedProviders);
        Split(changed.Models, snapshot.Models, row => row.Id.Value, row => changes.Models.Add(CatalogWire.ToWire(row)), changes.RemovedModels);
        Split(
            changed.Deployments,
            snapshot.Deployments,
            row => row.Id.ToString(),
            row => changes.Deployments.Add(CatalogWire.ToWire(row)),
            changes.RemovedDeployments);
        Split(changed.Tiers, snapshot.Tiers, row => row.Name, row => changes.Tiers.Add(CatalogWire.ToWire(row)), changes.RemovedTiers);
        Split(changed.Aliases, snapshot.Aliases, row => row.Name, row => changes.Aliases.Add(CatalogWire.ToWire(row)), changes.RemovedAliases);
        Split(changed.Families, snapshot.Families, row => row.Name, row => changes.Families.Add(CatalogWire.ToWire(row)), changes.RemovedFamilies);
        Split(
            changed.CapabilityProfiles,
            snapshot.CapabilityProfiles,
            row => row.Model.Value,
            row => changes.CapabilityProfiles.Add(CatalogWire.ToWire(row)),
            changes.RemovedCapabilityProfiles);
        Split(
            changed.AgentProfiles,
            snapshot.AgentProfiles,
            row => row.AgentId,
            row => changes.AgentProfiles.Add(CatalogWire.ToWire(row)),
            changes.RemovedAgentProfiles);
        Split(changed.Policies, snapshot.Policies, row => row.Name, row => changes.Policies.Add(CatalogWire.ToWire(row)), changes.RemovedPolicies);
        Split(changed.Presets, snapshot.Presets, row => row.Name, row => changes.Presets.Add(CatalogWire.ToWire(row)), changes.RemovedPresets);
        Split(
            changed.Experiments, snapshot.Experiments, row => row.Name, row => changes.Experiments.Add(CatalogWire.ToWire(row)), changes.RemovedExperiments);

        // What a view contained then is not in the log: say what it contains now.
        changes.ActiveView = CatalogWire.ToChange(snapshot.ActiveView);
        Split(
            changed.QualityEstimates,
            snapshot.QualityEstimates,
            row => row.Key,
            row => changes.QualityEstimates.Add(CatalogWire.ToWire(row)),
            changes.RemovedQualityEstimates);
        changes.Rules = changed.Rules ? CatalogWire.ToWire(snapshot.Rules) : null;
        return changes;
    }

    private static void Split<T>(string[] changed, ImmutableArray<T> rows, Func<T, string> key, Action<T> keep, RepeatedField<string> removed)
    {
        if (changed.Length == 0)
        {
            return;
        }

        var byKey = rows.ToDictionary(key, StringComparer.Ordinal);
        foreach (var name in changed)
        {
            if (byKey.TryGetValue(name, out var row))
            {
                keep(row);
            }
            else
            {
                removed.Add(name);
            }
        }
    }
}
