using Protos.Feeds;
using ServiceDefaults.ControlPlane;
using ServiceDefaults.Upstreams;

namespace Router.Grpc.Feeds;

/// <summary>Puts the keys that the catalog keeps in force as they come. They stay in memory: a start without the catalog has none of them.</summary>
internal sealed class CredentialFeed(CredentialWatcher watcher, StoredKeys keys, CurrentFeed feed, ServiceKey serviceKey) : BackgroundService
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
            feed.ReadCredentials();
        }
    }
}
