using System.Runtime.CompilerServices;
using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>
/// Points for where operators list a deployment: from 1,000 down in the tier that suits the request, from 600 down in another tier,
/// from 400 down in its family's order, 50 fewer with each place; 0 where nobody lists it.
/// </summary>
[InlineArray(4)]
internal struct PreferencePoints
{
    private const int Suited = 1_000;
    private const int OtherTier = 600;
    private const int Family = 400;
    private const int PerPlace = 50;
    private const int Least = 50;

    private short _first;

    /// <summary>The points of a listing for each tier that may suit a request.</summary>
    public static PreferencePoints Of(Listing listing)
    {
        var points = default(PreferencePoints);
        for (var level = -1; level < TierNames.All.Count; level++)
        {
            points[level + 1] = (short)Of(listing, level);
        }

        return points;
    }

    /// <summary>The points where this tier suits the request.</summary>
    /// <param name="level">As in <see cref="TierNames.All"/>; -1 when none was worked out.</param>
    public readonly int At(int level) => this[level + 1];

    private static int Of(Listing listing, int level)
    {
        var best = At(Family, listing.FamilyPlace);
        var places = listing.Places;
        for (var tier = 0; tier < TierNames.All.Count; tier++)
        {
            best = Math.Max(best, At(tier == level ? Suited : OtherTier, places[tier]));
        }

        return best;
    }

    private static int At(int first, byte place) => place == Listing.Unlisted ? 0 : Math.Max(first - (place * PerPlace), Least);
}
