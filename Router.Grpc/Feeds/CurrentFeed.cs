using System.Collections.Frozen;
using Router.Grpc.Forwarding;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.Grpc.Feeds;

/// <summary>The feed state in force. Readers take it without a lock; writers replace it whole.</summary>
internal sealed class CurrentFeed
{
    private readonly ProviderConnections _connections;
    private readonly DefaultModelReport _defaultModel;
    private readonly Lock _gate = new();
    private volatile FeedState _state;

    public CurrentFeed(ProviderConnections connections, DefaultModelReport defaultModel)
    {
        _connections = connections;
        _defaultModel = defaultModel;
        _state = new(CatalogIndex.Empty, FrozenDictionary<ProviderId, ProviderConnection>.Empty, NameSet.Empty, FeedOrigin.None);
    }

    public FeedState State => _state;

    /// <summary>Puts a snapshot in force.</summary>
    public void Replace(CatalogSnapshot snapshot, FeedOrigin origin)
    {
        lock (_gate)
        {
            _state = Build(new CatalogIndex(snapshot, previous: _state.Index), origin);
            _defaultModel.Look(_state);
        }
    }

    /// <summary>Reads credentials and addresses again; the catalog stays.</summary>
    public void ReadCredentials()
    {
        lock (_gate)
        {
            _state = Build(_state.Index, _state.Origin);
            _defaultModel.Look(_state);
        }
    }

    private FeedState Build(CatalogIndex index, FeedOrigin origin)
    {
        var connections = new Dictionary<ProviderId, ProviderConnection>();
        var held = new List<ProviderId>();
        foreach (var provider in index.Snapshot.Providers)
        {
            if (_connections.For(provider) is not { } connection)
            {
                continue;
            }

            connections[provider.Id] = connection;
            if (connection.HasKey)
            {
                held.Add(provider.Id);
            }
        }

        return new(index, connections.ToFrozenDictionary(), NameSet.Of(held), origin);
    }
}
