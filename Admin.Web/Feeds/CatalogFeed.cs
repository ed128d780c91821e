using Protos.Feeds;
using Routing.Catalog;

namespace Admin.Web.Feeds;

/// <summary>Follows the catalog, so that a page needs no answer of it and shows what was last known while it is away.</summary>
internal sealed class CatalogFeed(CatalogWatcher watcher, CurrentCatalog current) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var snapshot in watcher.WatchAsync(CatalogSnapshot.Empty, stoppingToken))
        {
            current.Snapshot = snapshot;
        }
    }
}
