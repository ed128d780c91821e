using Routing.Catalog;
using Wire = Aspire.Catalog.V1;

namespace Protos.Mapping;

/// <summary>Turns the catalog's domain records into their wire form and back.</summary>
/// <remarks>What a watcher builds from snapshots and changes is ordered by key, so that equal catalogs are equal everywhere.</remarks>
public static partial class CatalogWire
{
    /// <summary>Writes a whole catalog.</summary>
    public static Wire.CatalogSnapshot ToWire(CatalogSnapshot snapshot) => new()
    {
        Revision = snapshot.Revision,
        Providers = { snapshot.Providers.Select(ToWire) },
        Models = { snapshot.Models.Select(ToWire) },
        Deployments = { snapshot.Deployments.Select(ToWire) },
        Tiers = { snapshot.Tiers.Select(ToWire) },
        Aliases = { snapshot.Aliases.Select(ToWire) },
        Families = { snapshot.Families.Select(ToWire) },
        AgentProfiles = { snapshot.AgentProfiles.Select(ToWire) },
        Policies = { snapshot.Policies.Select(ToWire) },
        Presets = { snapshot.Presets.Select(ToWire) },
        Experiments = { snapshot.Experiments.Select(ToWire) },
        ActiveView = ToWire(snapshot.ActiveView),
        Rules = ToWire(snapshot.Rules),
        CapabilityProfiles = { snapshot.CapabilityProfiles.Select(ToWire) },
        QualityEstimates = { snapshot.QualityEstimates.Select(ToWire) },
    };

    /// <summary>Reads a whole catalog.</summary>
    /// <exception cref="FormatException">A row lacks its key or has an address that is none.</exception>
    public static CatalogSnapshot ToDomain(Wire.CatalogSnapshot snapshot) => new()
    {
        Revision = snapshot.Revision,
        Providers = [.. snapshot.Providers.Select(ToDomain)],
        Models = [.. snapshot.Models.Select(ToDomain)],
        Deployments = [.. snapshot.Deployments.Select(ToDomain)],
        Tiers = [.. snapshot.Tiers.Select(ToDomain)],
        Aliases = [.. snapshot.Aliases.Select(ToDomain)],
        Families = [.. snapshot.Families.Select(ToDomain)],
        AgentProfiles = [.. snapshot.AgentProfiles.Select(ToDomain)],
        Policies = [.. snapshot.Policies.Select(ToDomain)],
        Presets = [.. snapshot.Presets.Select(ToDomain)],
        Experiments = [.. snapshot.Experiments.Select(ToDomain)],
        ActiveView = ToDomain(snapshot.ActiveView),
        Rules = ToDomain(snapshot.Rules),
        CapabilityProfiles = [.. snapshot.CapabilityProfiles.Select(ToDomain)],
        QualityEstimates = [.. snapshot.QualityEstimates.Select(ToDomain)],
    };
}
