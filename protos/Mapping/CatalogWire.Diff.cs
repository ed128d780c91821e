using System.Collections.Immutable;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

public static partial class CatalogWire
{
    /// <summary>Says what leads from one catalog to another. Costs little where both share their records.</summary>
    public static Wire.CatalogChanges Diff(CatalogSnapshot from, CatalogSnapshot to)
    {
        var changes = new Wire.CatalogChanges { FromRevision = from.Revision, ToRevision = to.Revision };
        Diff(from.Providers, to.Providers, row => row.Id.Value, ToWire, changes.Providers, changes.RemovedProviders);
        Diff(from.Models, to.Models, row => row.Id.Value, ToWire, changes.Models, changes.RemovedModels);
        Diff(from.Deployments, to.Deployments, row => row.Id.ToString(), ToWire, changes.Deployments, changes.RemovedDeployments);
        Diff(from.Tiers, to.Tiers, row => row.Name, ToWire, changes.Tiers, changes.RemovedTiers);
        Diff(from.Aliases, to.Aliases, row => row.Name, ToWire, changes.Aliases, changes.RemovedAliases);
        Diff(from.Families, to.Families, row => row.Name, ToWire, changes.Families, changes.RemovedFamilies);
        Diff(
            from.CapabilityProfiles,
            to.CapabilityProfiles,
            row => row.Model.Value,
            ToWire,
            changes.CapabilityProfiles,
            changes.RemovedCapabilityProfiles);
        Diff(from.AgentProfiles, to.AgentProfiles, row => row.AgentId, ToWire, changes.AgentProfiles, changes.RemovedAgentProfiles);
        Diff(from.Policies, to.Policies, row => row.Name, ToWire, changes.Policies, changes.RemovedPolicies);
        Diff(from.Presets, to.Presets, row => row.Name, ToWire, changes.Presets, changes.RemovedPresets);
        Diff(from.Experiments, to.Experiments, row => row.Name, ToWire, changes.Experiments, changes.RemovedExperiments);
        changes.ActiveView = Diff(from.ActiveView, to.ActiveView);
        Diff(from.QualityEstimates, to.QualityEstimates, row => row.Key, ToWire, changes.QualityEstimates, changes.RemovedQualityEstimates);
        if (from.Rules != to.Rules)
        {
            changes.Rules = ToWire(to.Rules);
        }

        return changes;
    }

    private static void Diff<TRow, TWire>(
        ImmutableArray<TRow> from,
        ImmutableArray<TRow> to,
        Func<TRow, string> key,
        Func<TRow, TWire> toWire,
        RepeatedField<TWire> changed,
        RepeatedField<string> removed)
        where TRow : class
        where TWire : IMessage<TWire>
    {
        if (from == to)
        {
            return;
        }

        var before = from.ToDictionary(key, StringComparer.Ordinal);
        foreach (var row in to)
        {
            if (before.Remove(key(row), out var old) && ReferenceEquals(old, row))
            {
                continue;
            }

            // Records that hold arrays compare those by reference, so their wire form decides.
            var wire = toWire(row);
            if (old is null || !wire.Equals(toWire(old)))
            {
                changed.Add(wire);
            }
        }

        removed.AddRange(before.Keys.Order(StringComparer.Ordinal));
    }
}
