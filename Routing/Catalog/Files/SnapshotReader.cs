using System.Text.Json;
using Routing.Experiments;
using Routing.Feedback;

namespace Routing.Catalog.Files;

/// <summary>
/// Reads a snapshot. A file written by hand must not say anything nobody understands. One that carries a content hash was written
/// by a router or a catalog, perhaps a newer one, and must start this router all the same: what it says beyond our knowledge is skipped.
/// </summary>
internal static class SnapshotReader
{
    public static CatalogSnapshot Read(JsonElement root, List<SnapshotFault> faults)
    {
        var fields = new Fields(root, FieldPath.Root, faults);
        var byHand = !fields.Has("content_hash");
        var entries = new EntryReader(byHand);
        if (byHand)
        {
            fields.OnlyKnow("revision", "content_hash", "providers", "models", "deployments", "tiers", "aliases", "families", "rules",
                "capability_profiles", "agent_profiles", "policies", "presets", "active_view", "experiments");
        }

        var snapshot = new CatalogSnapshot
        {
            Revision = fields.LongCount("revision"),
            Providers = fields.Objects("providers", entries.Provider),
            Models = fields.Objects("models", entries.Model),
            Deployments = fields.Objects("deployments", entries.Deployment),
            Tiers = fields.Objects("tiers", entries.Tier),
            Aliases = fields.Objects("aliases", entries.Alias),
            Families = fields.Objects("families", entries.Family),
            QualityEstimates = [.. fields.Objects("quality_estimates", estimate => QualityEntries.Read(entries, estimate)).OfType<QualityEstimate>()],
            CapabilityProfiles = fields.Objects("capability_profiles", profile => ProfileEntries.Read(entries, profile)),
            AgentProfiles = fields.Objects("agent_profiles", row => AgentProfileEntry.Read(row, byHand)),
            Policies = fields.Objects("policies", policy => PolicyEntry.Read(policy, byHand)),
            Presets = fields.Objects("presets", new PresetReader(byHand).Preset),
            Experiments = [.. fields.Objects("experiments", experiment => ExperimentEntry.Read(experiment, byHand)).OfType<Experiment>()],
            ActiveView = fields.Object("active_view") is { } view ? new PresetReader(byHand).ActiveView(view) : null,
            Rules = fields.Object("rules") is { } rules ? entries.Rules(rules) : new RoutingRules(),
        };
        if (byHand)
        {
            SnapshotReferences.Check(snapshot, faults);
        }

        return snapshot;
    }
}
