using System.Collections.Frozen;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.Grpc.Feeds;

/// <summary>Everything a request reads of the catalog. Immutable: a request takes one and passes it down.</summary>
/// <param name="Index">The catalog.</param>
/// <param name="Connections">How each provider that can be spoken to is reached.</param>
/// <param name="CredentialsHeld">Providers whose key is there.</param>
/// <param name="Origin">Where the catalog came from.</param>
internal sealed record FeedState(
    CatalogIndex Index,
    FrozenDictionary<ProviderId, ProviderConnection> Connections,
    NameSet CredentialsHeld,
    FeedOrigin Origin);
