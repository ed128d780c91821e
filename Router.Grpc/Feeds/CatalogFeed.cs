using Protos.Feeds;
using Routing.Catalog;

namespace Router.Grpc.Feeds;

/// <summary>Puts each catalog in force as it comes. Starts from the copy of an earlier run while the catalog is away.</summary>
internal sealed partial class CatalogFeed(CatalogWatcher watcher, CurrentFeed feed, SnapshotCopy copy, ILogger<CatalogFeed> logger) : BackgroundService
{
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (copy.Read() is { } kept)
        {
            feed.Replace(kept, FeedOrigin.SnapshotCopy);
            LogColdStart(kept.Revision, kept.Deployments.Length);
        }

        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The copy may stem from another catalog whose revisions mean something else, so it is no base for changes.
        await foreach (var snapshot in watcher.WatchAsync(CatalogSnapshot.Empty, stoppingToken))
        {
            feed.Replace(snapshot, FeedOrigin.Catalog);
            LogReceived(snapshot.Revision, snapshot.Deployments.Length);
            copy.Write(feed.State.Index);
        }
    }

    [LoggerMessage(EventId = 202, Level = LogLevel.Warning, Message = "Serving the catalog copy of revision {Revision} with {Deployments} models until the catalog answers.")]
    private partial void LogColdStart(long revision, int deployments);

    [LoggerMessage(EventId = 203, Level = LogLevel.Information, Message = "Catalog revision {Revision} with {Deployments} models is in force.")]
    private partial void LogReceived(long revision, int deployments);
}
