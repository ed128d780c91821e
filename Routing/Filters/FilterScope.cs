namespace Routing.Filters;

/// <summary>What a filter's answer hangs on: where nothing of it is the matter, nobody need ask.</summary>
internal enum FilterScope
{
    /// <summary>The request and the deployment.</summary>
    Request,

    /// <summary>The provider, and what the router can do there: the same for every deployment of it, whatever the request.</summary>
    Provider,

    /// <summary>What the catalog says of the deployment's service: nothing speaks against one in plain service, see <see cref="Catalog.Listing.InPlainService"/>.</summary>
    Service,

    /// <summary>What the request needs: nothing speaks against a deployment that offers all of it, see <see cref="Catalog.Listing.Offers"/>.</summary>
    Capabilities,

    /// <summary>The size of prompt and answer: nothing speaks against a deployment that holds them however its model cuts them into tokens.</summary>
    Size,

    /// <summary>Circuit, cooldown and orders: nothing speaks against a deployment that none of them holds back.</summary>
    Health,

    /// <summary>Measured times: nothing speaks against a deployment that nobody has measured.</summary>
    Latency,

    /// <summary>Prices: nothing speaks against a deployment that has one for every prompt.</summary>
    Price,
}
