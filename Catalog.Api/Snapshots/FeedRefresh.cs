using Catalog.Api.Database;
using Catalog.Api.Views;
using Npgsql;

namespace Catalog.Api.Snapshots;

/// <summary>
/// Keeps the feed at the database's revision. One connection listens for the number of a new revision; the number is only a
/// reason to look, so after every reconnect, and every few seconds in any case, the revision is read again.
/// </summary>
internal sealed class FeedRefresh(
    NpgsqlDataSource database,
    SnapshotLoader loader,
    CatalogFeed feed,
    ActiveViewCheck activeView,
    DatabaseReadiness readiness,
    TimeProvider time,
    ILogger<FeedRefresh> logger) : BackgroundService
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ReconnectAfter = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                SnapshotLog.ListenerLost(logger, e.Message, ReconnectAfter.TotalSeconds);
            }

            await Task.Delay(ReconnectAfter, time, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await database.OpenConnectionAsync(stoppingToken);
        await connection.ExecuteAsync("LISTEN catalog_revision", [], stoppingToken);
        while (true)
        {
            var snapshot = await loader.LoadAsync(feed.Current, stoppingToken);
            if (!ReferenceEquals(snapshot, feed.Current))
            {
                SnapshotLog.Refreshed(logger, snapshot.Revision, snapshot.Deployments.Length);
                feed.Publish(snapshot);
                await activeView.RunAsync(stoppingToken);
            }

            if (!await connection.WaitAsync(PollEvery, stoppingToken))
            {
                // A connection that died silently would never say so by itself; to listen again changes nothing.
                await connection.ExecuteAsync("LISTEN catalog_revision", [], stoppingToken);
            }
        }
    }
}
