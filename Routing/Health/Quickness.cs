using Routing.Catalog;

namespace Routing.Health;

/// <summary>
/// Those deployments of a catalog of which a health view knows how soon they answer, by <see cref="Listing.Ordinal"/>, the quickest first,
/// equals by name.
/// </summary>
internal sealed class Quickness
{
    private readonly int[] _places = [];

    /// <param name="listings">All of the catalog.</param>
    /// <param name="health">Their health.</param>
    public Quickness(Listing[] listings, ListedHealth health)
    {
        var measured = Array.FindAll(listings, listing => health.For(listing.Ordinal).Wait is not null);
        Order = Array.ConvertAll(measured, static listing => listing.Ordinal);
        if (Order.Length == 0)
        {
            return;
        }

        Array.Sort(Array.ConvertAll(measured, listing => (health.For(listing.Ordinal).Wait!.Value, listing.NamePlace)), Order);
        _places = new int[listings.Length];
        Array.Fill(_places, int.MaxValue);
        for (var place = 0; place < Order.Length; place++)
        {
            _places[Order[place]] = place;
        }
    }

    /// <summary>The quickest first.</summary>
    public int[] Order { get; }

    /// <summary>From 0; <see cref="int.MaxValue"/> for what nobody has measured.</summary>
    public int PlaceOf(int ordinal) => _places.Length == 0 ? int.MaxValue : _places[ordinal];
}
