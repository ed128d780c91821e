using System.Collections.Concurrent;
using Routing.Catalog;

namespace Providers.Worker.OnDemand;

/// <summary>Which providers somebody asks to have synced now. Numbers grow with each request for a provider.</summary>
internal sealed class SyncDemands
{
    private readonly ConcurrentDictionary<ProviderId, long> _latest = new();

    /// <summary>Raised after a request was noted.</summary>
    public event Action<ProviderId>? Added;

    public void Add(ProviderId provider, long request)
    {
        _latest.AddOrUpdate(provider, request, (_, known) => Math.Max(known, request));
        Added?.Invoke(provider);
    }

    /// <returns>The latest request that no sync has answered; 0 when there is none.</returns>
    public long Latest(ProviderId provider) => _latest.GetValueOrDefault(provider);

    /// <summary>Forgets a request that a sync has answered, unless a later one came meanwhile.</summary>
    public void Answered(ProviderId provider, long request) => _latest.TryRemove(KeyValuePair.Create(provider, request));
}
