using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>Lists candidates in the order in which they are attempted: what was chosen, the same model elsewhere, the rest.</summary>
internal static class FallbackOrder
{
    /// <summary>A named model is never replaced by another one, only sought elsewhere.</summary>
    public static void OfModel(ref CandidateList list, CatalogIndex index, Selection.OneModel model)
    {
        foreach (var deployment in model.Named)
        {
            if (index.Listing(deployment.Id) is { } listing)
            {
                list.Consider(listing, CandidateRole.SameModel, named: true);
            }
        }

        if (index.Listing(model.Named[0].Id) is { } first)
        {
            foreach (var same in first.SameModel)
            {
                list.Consider(same, CandidateRole.SameModel, named: true);
            }
        }
    }

    /// <summary>The preferred models of a family, each wherever it is served.</summary>
    public static void OfFamily(ref CandidateList list, CatalogIndex index, ModelFamily family)
    {
        foreach (var model in family.Preferred)
        {
            foreach (var deployment in index.OfModel(model))
            {
                if (index.Listing(deployment.Id) is { } listing)
                {
                    list.Consider(listing, CandidateRole.Tier, named: false);
                }
            }
        }
    }

    /// <summary>The first usable entry of a tier, its model elsewhere, then the other entries, in the given role.</summary>
    /// <param name="list">Where they go.</param>
    /// <param name="index">The catalog.</param>
    /// <param name="tier">The tier.</param>
    /// <param name="role">What they are.</param>
    /// <param name="everyPlace">Whether the other entries' models elsewhere follow too, as ranking wants them.</param>
    public static void OfTier(ref CandidateList list, CatalogIndex index, Tier tier, CandidateRole role, bool everyPlace = false)
    {
        foreach (ref readonly var entry in index.EntriesOf(tier))
        {
            var first = list.IsEmpty;
            if (list.Consider(in entry, role) && (first || everyPlace))
            {
                SameModelElsewhere(ref list, first ? list.First : list.Last, first ? CandidateRole.SameModel : role);
            }
            else if (everyPlace && entry.Listing is { } excluded)
            {
                SameModelElsewhere(ref list, excluded, role);
            }
        }
    }

    /// <summary>The first usable entry of a tier that was not chosen, as the last resort.</summary>
    public static void LastResort(ref CandidateList list, CatalogIndex index, Tier tier)
    {
        foreach (ref readonly var entry in index.EntriesOf(tier))
        {
            if (list.Consider(in entry, CandidateRole.Fallback))
            {
                return;
            }
        }
    }

    private static void SameModelElsewhere(ref CandidateList list, Listing chosen, CandidateRole role)
    {
        foreach (var same in chosen.SameModel)
        {
            list.Consider(same, role, named: false);
        }
    }
}
