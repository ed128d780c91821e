using Protos.Feeds;
using ServiceDefaults.ControlPlane;
using ServiceDefaults.Upstreams;

namespace Providers.Worker.Feeds;

/// <summary>Takes the keys that the catalog keeps, in memory only; the next call to a provider uses them.</summary>
internal sealed class CredentialFeed(CredentialWatcher watcher, StoredKeys keys, ServiceKey serviceKey) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Without the stack's secret the catalog hands out no key, and keeps none either.
        if (serviceKey.Value is null)
        {
            return;
        }

        await foreach (var all in watcher.WatchAsync(stoppingToken))
        {
            keys.Replace(all);
        }
    }
}
