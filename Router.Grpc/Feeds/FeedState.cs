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
    FeedOrigin Origin)
{
    /// <summary>What keeps a provider from being called, with the way out: <c>KIMI_API_KEY is not set</c>. Null when nothing does.</summary>
    public string? Obstacle(Provider provider) => Connections.TryGetValue(provider.Id, out var connection)
        ? connection.Obstacle
        : $"profile {provider.Profile} is not served by this router";
}
