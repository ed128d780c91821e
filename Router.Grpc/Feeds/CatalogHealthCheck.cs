using Microsoft.Extensions.Diagnostics.HealthChecks;
using Protos.Feeds;

namespace Router.Grpc.Feeds;

/// <summary>Says where the catalog in force came from, whether it is followed, and whether there is anything to route to.</summary>
internal sealed class CatalogHealthCheck(CurrentFeed feed, CatalogWatcher? watcher = null) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check(feed.State));

    private HealthCheckResult Check(FeedState state)
    {
        var (revision, deployments) = (state.Index.Snapshot.Revision, state.Index.Snapshot.Deployments.Length);
        var away = watcher?.Link is { Connected: false } link ? link.Reason : null;
        return (state.Origin, away) switch
        {
            (FeedOrigin.None, _) => HealthCheckResult.Degraded($"{away} No copy of it is kept."),
            (FeedOrigin.SnapshotCopy, _) => HealthCheckResult.Degraded($"{away} Serving the kept copy of revision {revision}."),
            (_, not null) => HealthCheckResult.Degraded($"{away} Serving revision {revision}, the last received."),
            _ when deployments == 0 => HealthCheckResult.Degraded("The catalog has no models."),
            _ => HealthCheckResult.Healthy($"{deployments} models at revision {revision}."),
        };
    }
}
