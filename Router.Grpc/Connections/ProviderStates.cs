using System.Collections.Concurrent;
using Router.Grpc.Settings;
using Routing.Catalog;
using ServiceDefaults.Upstreams;

namespace Router.Grpc.Connections;

/// <summary>The state of each provider, kept for the life of the process.</summary>
internal sealed class ProviderStates(RouterSettings settings, ProviderOverrides overrides, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<ProviderId, ProviderState> _states = new();

    /// <summary>What is kept of each provider so far.</summary>
    public IEnumerable<KeyValuePair<ProviderId, ProviderState>> All => _states;

    public ProviderState For(Provider provider)
    {
        var state = _states.GetOrAdd(provider.Id, Create);
        state.Credentials.Hold(overrides.ApiKeys(provider));
        return state;
    }

    public void Dispose()
    {
        foreach (var state in _states.Values)
        {
            state.Client.Dispose();
            state.Gate.Dispose();
        }
    }

    private ProviderState Create(ProviderId id) => new(
        UpstreamClient.Create(settings.Timeouts.Connect, settings.Connections.Lifetime, time),
        new(overrides.Concurrency(id) ?? settings.Connections.Concurrency, settings.Connections.QueueWait, time),
        new(settings.Connections, time),
        new(settings.Retries.SharePercent, settings.Retries.Reserve));
}
