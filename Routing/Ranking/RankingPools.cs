using System.Collections.Concurrent;
using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>
/// What policies may choose from, by the capabilities that a request needs: everything choosable, and where that is more than can
/// be ranked, in an order that puts first what operators list. A pool is made at its first use and kept as long as its catalog.
/// </summary>
internal sealed class RankingPools(CatalogIndex index)
{
    private readonly ConcurrentDictionary<Capabilities, Listing[]> _byCapabilities = new();
    private readonly Lazy<Listing[]> _all = new(() => Order(index));

    /// <summary>Everything that a policy may choose, whatever it can do.</summary>
    public Listing[] All => _all.Value;

    /// <summary>Everything that a policy may choose and that can do all this.</summary>
    public Listing[] Offering(Capabilities required) => _byCapabilities.TryGetValue(required, out var pool)
        ? pool
        : _byCapabilities.GetOrAdd(required, static (needed, all) => Array.FindAll(all, row => (row.Deployment.Capabilities & needed) == needed), All);

    // Tiers first, then families, then the better rated, then by name: what is ranked must not depend on the order of the catalog.
    private static Listing[] Order(CatalogIndex index)
    {
        var pool = Array.FindAll(index.Listings, static listing => listing.Choosable);
        var keys = Array.ConvertAll(pool, static listing => (Listed(listing), listing.Ordinal));
        Array.Sort(keys, pool);
        return pool;
    }

    private static int Listed(Listing listing) => -((listing.Preference.At(-1) * 1_001) + (listing.Ratings?.General ?? QualityPoints.Unknown));
}
