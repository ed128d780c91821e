using Routing.Catalog;
using Routing.Features;

namespace Routing.Ranking;

/// <summary>
/// What filters and ranking read of a deployment, side by side: of a candidate that nothing speaks against nothing else is read, and
/// ranking many is a walk through these rows.
/// </summary>
internal readonly struct RankingRow
{
    /// <summary>Points for what it is rated at.</summary>
    public readonly RatingPoints Ratings;

    /// <summary>Points for its places in tiers and families.</summary>
    public readonly PreferencePoints Preference;

    /// <summary>What it charges.</summary>
    public readonly FlatPrice Price;

    /// <param name="listing">The deployment.</param>
    /// <param name="at">When prices are read.</param>
    public RankingRow(Listing listing, DateTimeOffset at)
    {
        var deployment = listing.Deployment;
        Ratings = listing.Ratings?.Points ?? RatingPoints.Unrated;
        Preference = listing.Preference;
        Price = FlatPrice.Of(deployment, at);
        Capabilities = deployment.Capabilities;
        Window = deployment.ContextWindow == 0 ? int.MaxValue : deployment.ContextWindow;
        Family = deployment.TokenFamily;
        Priority = listing.Priority;
        NamePlace = listing.NamePlace;
        Model = listing.SameModel[0].Ordinal;
        HasPrice = Price.Kind is Pricing.Flat or Pricing.FlatOutsideSessions;
    }

    /// <summary>Whether that is known for every prompt.</summary>
    public bool HasPrice { get; }

    /// <summary>What it can do.</summary>
    public Capabilities Capabilities { get; }

    /// <summary>Most tokens that fit into its context window, as far as anybody knows.</summary>
    public int Window { get; }

    /// <summary>How its model cuts text into tokens.</summary>
    public TokenFamily Family { get; }

    /// <summary>Decides between equals, the higher first.</summary>
    public int Priority { get; }

    /// <summary>Of equals the lower stands first.</summary>
    public int NamePlace { get; }

    /// <summary>The same for every deployment of a canonical model, and for no other.</summary>
    public int Model { get; }
}
