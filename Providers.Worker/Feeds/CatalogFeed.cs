using Protos.Feeds;
using Routing.Catalog;

namespace Providers.Worker.Feeds;

/// <summary>Keeps <see cref="CurrentCatalog"/> at the catalog's latest revision.</summary>
internal sealed class CatalogFeed(CatalogWatcher watcher, CurrentCatalog current) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in watcher.WatchAsync(CatalogSnapshot.Empty, stoppingToken))
        {
            current.Replace(snapshot);
        }
    }
}
