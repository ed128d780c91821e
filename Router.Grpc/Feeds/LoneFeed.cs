using Router.Grpc.Settings;

namespace Router.Grpc.Feeds;

/// <summary>Serves the snapshot that a lone router was started with.</summary>
internal sealed partial class LoneFeed(RouterStart start, CurrentFeed feed, ILogger<LoneFeed> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        feed.Replace(start.Snapshot!, FeedOrigin.SnapshotFile);
        LogServing(start.Snapshot!.Deployments.Length, start.Settings.Snapshot!);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(EventId = 201, Level = LogLevel.Information, Message = "Serving {Deployments} models from {File}, with no catalog, PostgreSQL or Redis.")]
    private partial void LogServing(int deployments, string file);
}
