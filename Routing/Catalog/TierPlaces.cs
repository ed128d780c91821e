using System.Runtime.CompilerServices;

namespace Routing.Catalog;

/// <summary>A place per tier, weakest tier first.</summary>
[InlineArray(3)]
internal struct TierPlaces
{
    private byte _first;

    /// <summary>In no tier.</summary>
    public static TierPlaces None
    {
        get
        {
            var none = default(TierPlaces);
            ((Span<byte>)none).Fill(Listing.Unlisted);
            return none;
        }
    }
}
