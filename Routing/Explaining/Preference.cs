using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Explaining;

/// <summary>Which model is meant, and which was to be expected.</summary>
internal static class Preference
{
    /// <summary>The first model in the order of the selected one's family, else of the tier that serves; null when there is no order.</summary>
    public static string? Of(Situation now)
    {
        var snapshot = now.Input.Index.Snapshot;
        if (now.Decision is { } decision && FamilyOf(snapshot, decision.Primary.Deployment) is { Preferred: [var first, ..] })
        {
            return first.Value;
        }

        var tier = now.Decision?.Tier is { } name ? now.Input.Index.Tier(name) : null;
        return tier is { Entries: [var entry, ..] } ? entry.ToString() : null;
    }

    /// <summary>Everything that a name can stand for; empty when it leads nowhere.</summary>
    public static ImmutableArray<DeploymentId> Deployments(CatalogIndex index, string model) => SelectorResolver.Resolve(index, model, default) switch
    {
        Selection.OneModel one => [.. one.Named.Select(static row => row.Id).Union(index.Listing(one.Named[0].Id)?.SameModel.Select(static row => row.Deployment.Id) ?? [])],
        Selection.OneFamily family => [.. family.Family.Preferred.SelectMany(id => index.OfModel(id)).Select(static row => row.Id)],
        Selection.OneTier tier => tier.Tier.Entries,
        _ => [],
    };

    // By what the catalog says of the model, else by the family that lists it.
    private static ModelFamily? FamilyOf(CatalogSnapshot snapshot, Deployment deployment)
    {
        var model = snapshot.Models.FirstOrDefault(row => row.Id == deployment.CanonicalId);
        return snapshot.Families.FirstOrDefault(family =>
            family.Name == model?.Family || (deployment.CanonicalId is { } id && family.Preferred.Contains(id)));
    }
}
