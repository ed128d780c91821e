using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>The rows of a catalog, by <see cref="Listing.Ordinal"/>, as they are between two dates at which any of its prices begins.</summary>
internal sealed class RankingTable(Listing[] listings, DateTimeOffset since, DateTimeOffset until)
{
    private readonly RankingRow[] _rows = Array.ConvertAll(listings, listing => new RankingRow(listing, since));

    /// <summary>When the last price began that is in force.</summary>
    public DateTimeOffset Since => since;

    public ReadOnlySpan<RankingRow> Rows => _rows;

    /// <summary>Whether the same prices are in force at a moment.</summary>
    public bool HoldsAt(DateTimeOffset moment) => since <= moment && moment < until;
}
