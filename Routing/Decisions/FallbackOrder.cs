using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Lists candidates in the order in which they are attempted: what was chosen, the same model elsewhere, the rest.</summary>
internal static class FallbackOrder
{
    /// <summary>A named model is never replaced by another one, only sought elsewhere.</summary>
    public static void OfModel(CandidateList list, Selection.OneModel model)
    {
        foreach (var deployment in model.Deployments)
        {
            list.Consider(deployment, CandidateRole.SameModel, named: true);
        }
    }

    /// <summary>The preferred models of a family, each wherever it is served.</summary>
    public static void OfFamily(CandidateList list, CatalogIndex index, ModelFamily family)
    {
        foreach (var model in family.Preferred)
        {
            foreach (var deployment in index.OfModel(model))
            {
                var same = !list.IsEmpty && list.First.Deployment.CanonicalId == model;
                list.Consider(deployment, same ? CandidateRole.SameModel : CandidateRole.Tier, named: false);
            }
        }
    }

    /// <summary>The first usable entry of a tier, its model elsewhere, then the other entries, in the given role.</summary>
    public static void OfTier(CandidateList list, CatalogIndex index, Tier tier, CandidateRole role)
    {
        foreach (var entry in tier.Entries)
        {
            var first = list.IsEmpty;
            if (list.Consider(entry, role) && first)
            {
                SameModelElsewhere(list, index);
            }
        }
    }

    /// <summary>The first usable entry of a tier that was not chosen, as the last resort.</summary>
    public static void LastResort(CandidateList list, Tier tier)
    {
        foreach (var entry in tier.Entries)
        {
            if (list.Consider(entry, CandidateRole.Fallback))
            {
                return;
            }
        }
    }

    private static void SameModelElsewhere(CandidateList list, CatalogIndex index)
    {
        if (list.First.Deployment.CanonicalId is not { } model)
        {
            return;
        }

        foreach (var deployment in index.OfModel(model))
        {
            list.Consider(deployment, CandidateRole.SameModel, named: false);
        }
    }
}
