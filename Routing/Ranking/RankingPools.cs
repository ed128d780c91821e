using System.Collections.Concurrent;
using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>
/// What policies may choose from, by the capabilities that a request needs: deployments by <see cref="Listing.Ordinal"/>. Where that is more than can be ranked, it is put in the
/// policy's direction first. A pool is made at its first use and kept as long as its catalog.
/// </summary>
internal sealed class RankingPools(CatalogIndex index)
{
    // Kinds of requests are few; whoever sends many of them pays for a sort now and then, and no memory.
    private const int MostDirections = 64;

    private readonly CatalogIndex _index = index;
    private readonly ConcurrentDictionary<Capabilities, int[]> _byCapabilities = new();
    private readonly ConcurrentDictionary<PolicyDirection, int[]> _byDirection = new();

    /// <summary>Everything that a policy may choose, whatever it can do: tiers first, then families, then the better rated, then as listed.</summary>
    public int[] All { get; } = Order(index);

    /// <summary>How many orders are ready.</summary>
    public int Directions => _byDirection.Count;

    /// <summary>Everything that a policy may choose and that can do all this.</summary>
    public int[] Offering(Capabilities required) => _byCapabilities.TryGetValue(required, out var pool)
        ? pool
        : _byCapabilities.GetOrAdd(required, static (needed, pools) => Array.FindAll(pools.All, ordinal => pools._index.Listings[ordinal].Offers(needed)), this);

    /// <summary>The same, those first that the policy prefers for requests of this kind while nothing is known of their health.</summary>
    public int[] Towards(PolicyDirection direction)
    {
        if (_byDirection.TryGetValue(direction, out var pool))
        {
            return pool;
        }

        if (_byDirection.Count >= MostDirections)
        {
            _byDirection.Clear();
        }

        return _byDirection.GetOrAdd(direction, static (wanted, pools) => wanted.Order(pools.Offering(wanted.Required)), this);
    }

    /// <summary>Makes ready what another catalog's requests have looked for, so that the first one after a change of catalog need not wait.</summary>
    public void PrepareLike(RankingPools others)
    {
        foreach (var direction in others._byDirection.Keys)
        {
            if (direction.In(_index) is { } here)
            {
                Towards(here);
            }
        }
    }

    // What is ranked must not depend on the order of the catalog.
    private static int[] Order(CatalogIndex index)
    {
        var pool = Array.FindAll(index.Listings, static listing => listing.Choosable);
        var keys = Array.ConvertAll(pool, static listing => (Listed(listing), listing.Ordinal));
        Array.Sort(keys);
        return Array.ConvertAll(keys, static key => key.Ordinal);
    }

    private static int Listed(Listing listing) => -((listing.Preference.At(-1) * 1_001) + (listing.Ratings?.General ?? QualityPoints.Unknown));
}
