using System.Diagnostics.Metrics;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Telemetry;

/// <summary>What is measured of the cache of answers.</summary>
internal sealed class CacheInstruments(RouterMeter meter)
{
    private readonly Counter<long> _requests =
        meter.Counter("routing.router.cache.requests", "{request}", "Requests that went through the cache of answers, by what it did for them.");

    public void Served(CacheUse use) => _requests.Add(1, new KeyValuePair<string, object?>("routing.cache", use == CacheUse.Hit ? "hit" : "miss"));
}
