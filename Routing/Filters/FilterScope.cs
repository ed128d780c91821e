namespace Routing.Filters;

/// <summary>What a filter's answer hangs on: where nothing of it is the matter, nobody need ask.</summary>
internal enum FilterScope
{
    /// <summary>The request and the deployment.</summary>
    Request,

    /// <summary>The request and the provider: the same for every deployment of it.</summary>
    Provider,

    /// <summary>What the catalog says of the deployment's service: nothing speaks against one in plain service, see <see cref="Catalog.Listing.InPlainService"/>.</summary>
    Service,

    /// <summary>What the request needs: nothing speaks against a deployment that offers all of it, see <see cref="Catalog.Listing.Offers"/>.</summary>
    Capabilities,

    /// <summary>The size of prompt and answer: nothing speaks against a deployment that holds them however its model cuts them into tokens.</summary>
    Size,

    /// <summary>Measured health: nothing speaks against a deployment of which none is known.</summary>
    Health,
}
