namespace Routing.Catalog.Files;

/// <summary>Finds names that lead nowhere, and names given twice.</summary>
internal static class SnapshotReferences
{
    public static void Check(CatalogSnapshot snapshot, List<SnapshotFault> faults)
    {
        var providers = Unique(snapshot.Providers.Select(static provider => provider.Id), "$.providers", faults);
        var names = snapshot.Providers.Select(static provider => provider.Id.Value).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < snapshot.Providers.Length; i++)
        {
            foreach (var alias in snapshot.Providers[i].Aliases)
            {
                if (!names.Add(alias))
                {
                    faults.Add(new($"$.providers[{i}].aliases", $"{alias} is the name of a provider already"));
                }
            }
        }

        var deployments = Unique(snapshot.Deployments.Select(static deployment => deployment.Id), "$.deployments", faults);
        Unique(snapshot.Models.Select(static model => model.Id), "$.models", faults);
        Unique(snapshot.Tiers.Select(static tier => tier.Name), "$.tiers", faults);
        Unique(snapshot.Aliases.Select(static alias => alias.Name), "$.aliases", faults);
        Unique(snapshot.Families.Select(static family => family.Name), "$.families", faults);
        Unique(snapshot.QualityEstimates.Select(static estimate => estimate.Key), "$.quality_estimates", faults);
        Unique(snapshot.CapabilityProfiles.Select(static profile => profile.Model), "$.capability_profiles", faults);
        Unique(snapshot.AgentProfiles.Select(static profile => profile.AgentId), "$.agent_profiles", faults);
        Unique(snapshot.Policies.Select(static policy => policy.Name), "$.policies", faults);
        Unique(snapshot.Presets.Select(static preset => preset.Name), "$.presets", faults);
        Unique(snapshot.Experiments.Select(static experiment => experiment.Name), "$.experiments", faults);
        Unique(snapshot.Experiments.Select(static experiment => experiment.Salt), "$.experiments.salt", faults);

        for (var i = 0; i < snapshot.Deployments.Length; i++)
        {
            var provider = snapshot.Deployments[i].Id.Provider;
            if (!providers.Contains(provider))
            {
                faults.Add(new($"$.deployments[{i}].provider", $"{provider} is not listed under providers"));
            }
        }

        for (var i = 0; i < snapshot.Tiers.Length; i++)
        {
            for (var entry = 0; entry < snapshot.Tiers[i].Entries.Length; entry++)
            {
                if (!deployments.Contains(snapshot.Tiers[i].Entries[entry]))
                {
                    faults.Add(new($"$.tiers[{i}].entries[{entry}]", $"{snapshot.Tiers[i].Entries[entry]} is not listed under deployments"));
                }
            }
        }
    }

    private static HashSet<T> Unique<T>(IEnumerable<T> names, string path, List<SnapshotFault> faults)
    {
        var seen = new HashSet<T>();
        var i = 0;
        foreach (var name in names)
        {
            if (!seen.Add(name))
            {
                faults.Add(new($"{path}[{i}]", $"{name} is listed twice"));
            }

            i++;
        }

        return seen;
    }
}
