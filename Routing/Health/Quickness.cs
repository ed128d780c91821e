using Routing.Catalog;

namespace Routing.Health;

/// <summary>Those deployments of a catalog of which a health view knows how soon they answer, the quickest first, equals by name.</summary>
internal sealed class Quickness
{
    private readonly int[] _places = [];

    /// <param name="listings">All of the catalog.</param>
    /// <param name="health">Their health.</param>
    public Quickness(Listing[] listings, ListedHealth health)
    {
        Order = Array.FindAll(listings, listing => health.For(listing).Wait is not null);
        if (Order.Length == 0)
        {
            return;
        }

        Array.Sort(Array.ConvertAll(Order, listing => (health.For(listing).Wait!.Value, listing.NamePlace)), Order);
        _places = new int[listings.Length];
        Array.Fill(_places, int.MaxValue);
        for (var place = 0; place < Order.Length; place++)
        {
            _places[Order[place].Ordinal] = place;
        }
    }

    /// <summary>The quickest first.</summary>
    public Listing[] Order { get; }

    /// <summary>From 0; <see cref="int.MaxValue"/> for what nobody has measured.</summary>
    public int PlaceOf(Listing listing) => _places.Length == 0 ? int.MaxValue : _places[listing.Ordinal];
}
