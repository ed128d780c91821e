using System.Collections.Frozen;
using Routing.Profiles;
using Routing.Ranking;

namespace Routing.Catalog;

/// <summary>Gathers what decisions read about each deployment of a snapshot.</summary>
internal static class ListingTable
{
    /// <summary>One listing for each deployment, described ones first, then by name.</summary>
    public static Listing[] Of(CatalogSnapshot snapshot, Deployment[] ordered, FrozenDictionary<ProviderId, Provider> providers, QualityTable qualities)
    {
        var ordinals = new Dictionary<ProviderId, int>();
        var listings = new Listing[ordered.Length];
        for (var i = 0; i < ordered.Length; i++)
        {
            var id = ordered[i].Id.Provider;
            if (!ordinals.TryGetValue(id, out var ordinal))
            {
                ordinals.Add(id, ordinal = providers.ContainsKey(id) ? ordinals.Count : -1);
            }

            listings[i] = new(ordered[i], providers.GetValueOrDefault(id), i, ordinal);
        }

        var byModel = GroupByModel(listings, qualities);
        PlaceInFamilies(snapshot, byModel);
        PlaceInTiers(snapshot, listings);
        MarkChoosable(snapshot, listings);
        PlaceByName(listings);
        foreach (var listing in listings)
        {
            listing.Preference = PreferencePoints.Of(listing);
        }

        return listings;
    }

    // What is described and what was discovered are two runs, each by name already.
    private static void PlaceByName(Listing[] listings)
    {
        var discovered = Array.FindIndex(listings, static listing => listing.Deployment.Origin is Origin.Discovered);
        var middle = discovered < 0 ? listings.Length : discovered;
        var (left, right) = (0, middle);
        for (var place = 0; place < listings.Length; place++)
        {
            var fromLeft = right == listings.Length
                || (left < middle && DeploymentOrder.ByName.Compare(listings[left].Deployment.Id, listings[right].Deployment.Id) < 0);
            listings[fromLeft ? left++ : right++].NamePlace = place;
        }
    }

    private static Dictionary<ModelId, Listing[]> GroupByModel(Listing[] listings, QualityTable qualities)
    {
        var groups = new Dictionary<ModelId, List<Listing>>();
        foreach (var listing in listings)
        {
            if (listing.Deployment.CanonicalId is not { } model)
            {
                listing.SameModel = [listing];
            }
            else if (groups.TryGetValue(model, out var group))
            {
                group.Add(listing);
            }
            else
            {
                groups.Add(model, [listing]);
            }
        }

        var byModel = new Dictionary<ModelId, Listing[]>(groups.Count);
        foreach (var (model, group) in groups)
        {
            var same = group.ToArray();
            var ratings = ModelRatings.Of(qualities.AllOf(model));
            var priority = qualities.PriorityOf(model);
            byModel.Add(model, same);
            foreach (var listing in same)
            {
                listing.SameModel = same;
                listing.Ratings = ratings;
                listing.Priority = priority;
            }
        }

        return byModel;
    }

    private static void PlaceInFamilies(CatalogSnapshot snapshot, Dictionary<ModelId, Listing[]> byModel)
    {
        foreach (var family in snapshot.Families)
        {
            for (var place = 0; place < family.Preferred.Length; place++)
            {
                foreach (var listing in byModel.GetValueOrDefault(family.Preferred[place], []))
                {
                    listing.FamilyPlace = Math.Min(listing.FamilyPlace, Place(place));
                }
            }
        }
    }

    private static void PlaceInTiers(CatalogSnapshot snapshot, Listing[] listings)
    {
        var byId = new Dictionary<DeploymentId, Listing>();
        var named = snapshot.Tiers.SelectMany(static tier => tier.Entries).ToHashSet();
        foreach (var listing in listings)
        {
            if (named.Contains(listing.Deployment.Id))
            {
                byId[listing.Deployment.Id] = listing;
            }
        }

        foreach (var tier in snapshot.Tiers)
        {
            var level = TierNames.LevelOf(tier.Name);
            for (var place = 0; level >= 0 && place < tier.Entries.Length; place++)
            {
                if (byId.TryGetValue(tier.Entries[place], out var listing))
                {
                    var places = listing.Places;
                    places[level] = Math.Min(places[level], Place(place));
                    listing.Places = places;
                }
            }
        }
    }

    // A member of a family that its order of preference leaves out is chosen only when named, and so is what was merely discovered;
    // another place of a model that may be chosen may be chosen too.
    private static void MarkChoosable(CatalogSnapshot snapshot, Listing[] listings)
    {
        var ordered = snapshot.Families.Select(static family => family.Name).ToHashSet(StringComparer.Ordinal);
        var leftOut = snapshot.Models.Where(model => model.Family is { } family && ordered.Contains(family)).Select(static model => model.Id).ToHashSet();
        foreach (var listing in listings)
        {
            var places = listing.Places;
            var listed = places[0] != Listing.Unlisted || places[1] != Listing.Unlisted || places[2] != Listing.Unlisted
                || listing.FamilyPlace != Listing.Unlisted;
            var described = listing.Deployment.Origin is not Origin.Discovered
                && !(listing.Deployment.CanonicalId is { } model && leftOut.Contains(model));
            if (!listed && !described)
            {
                continue;
            }

            foreach (var same in listing.SameModel)
            {
                same.Choosable = true;
            }
        }
    }

    private static byte Place(int place) => (byte)Math.Min(place, Listing.Unlisted - 1);
}
