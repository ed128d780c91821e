using Aspire.Catalog.V1;
using Grpc.Core;
using Providers.Worker.Rounds;
using Routing.Catalog;

namespace Providers.Worker.OnDemand;

/// <summary>Hears from the catalog which providers somebody asks to have synced now.</summary>
internal sealed partial class DemandFeed(
    SyncService.SyncServiceClient catalog, SyncDemands demands, Spread spread, TimeProvider time, ILogger<DemandFeed> logger) : BackgroundService
{
    // The catalog pings well within this.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ; failures++)
        {
            try
            {
                using var call = catalog.WatchSyncRequests(new(), cancellationToken: stoppingToken);
                while (await call.ResponseStream.MoveNext(stoppingToken).WaitAsync(Silence, time, stoppingToken))
                {
                    failures = 0;
                    Hear(call.ResponseStream.Current);
                }
            }
            catch (RpcException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is RpcException or TimeoutException)
            {
                // The feed of the catalog tells of outages; what was asked meanwhile comes with the next connection.
                LogLost(e is RpcException { StatusCode: var status } ? status : StatusCode.DeadlineExceeded);
            }

            var pause = TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures, 16)));
            await Task.Delay(spread.Around(pause), time, stoppingToken);
        }
    }

    private void Hear(WatchSyncRequestsResponse next)
    {
        if (next.Provider.Length > 0)
        {
            demands.Add(new ProviderId(next.Provider), next.Request);
        }
    }

    [LoggerMessage(EventId = 206, Level = LogLevel.Debug, Message = "Not hearing of requests to sync: the catalog answers {Status}.")]
    private partial void LogLost(StatusCode status);
}
