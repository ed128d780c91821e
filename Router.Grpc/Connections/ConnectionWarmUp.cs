using Providers.Failures;
using Router.Grpc.Feeds;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Catalog;

namespace Router.Grpc.Connections;

/// <summary>
/// Opens a connection to each provider once the catalog is there, so that the first request need not: it asks for the list of
/// models, which costs nothing. Whether that goes well shows at the first request.
/// </summary>
internal sealed partial class ConnectionWarmUp(CurrentFeed feed, RouterSettings settings, TimeProvider time, ILogger<ConnectionWarmUp> logger)
    : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!settings.Connections.WarmUp)
        {
            return;
        }

        while (feed.State.Origin == FeedOrigin.None)
        {
            await Task.Delay(Pause, time, stoppingToken);
        }

        var state = feed.State;
        var deployments = state.Index.Snapshot.Deployments.DistinctBy(static deployment => deployment.Id.Provider);
        await Task.WhenAll(deployments.Select(deployment =>
            state.Connections.TryGetValue(deployment.Id.Provider, out var connection) && connection.Usable
                ? OpenAsync(connection, deployment, stoppingToken)
                : Task.CompletedTask));
    }

    private async Task OpenAsync(ProviderConnection connection, Deployment deployment, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(settings.Timeouts.Connect, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stoppingToken);
        using var request = connection.Adapter.CreateListModels(connection.Target(deployment, connection.State.Credentials.Pick()));
        try
        {
            using var response = await connection.State.Client.SendAsync(request, either.Token);
            // A connection is free for the next request when its answer has been read.
            await response.Content.CopyToAsync(Stream.Null, either.Token);
        }
        catch (Exception e) when (!stoppingToken.IsCancellationRequested && (e is OperationCanceledException || UpstreamFailure.From(e) is not null))
        {
            LogNotOpen(deployment.Id.Provider, e.Message);
        }
    }

    [LoggerMessage(EventId = 510, Level = LogLevel.Debug, Message = "No connection to {Provider} yet: {Reason}")]
    private partial void LogNotOpen(ProviderId provider, string reason);
}
