using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Providers.Worker.Sync;
using Routing.Catalog;
using SyncResult = Providers.Worker.Sync.SyncResult;
using Wire = Aspire.Catalog.V1;

namespace Providers.Worker.OnDemand;

/// <summary>Tells the catalog how syncs go, for those who asked and those who look.</summary>
internal sealed partial class SyncNews(SyncService.SyncServiceClient catalog, TimeProvider time, ILogger<SyncNews> logger)
{
    private const int LongestDetail = 1_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public Task<bool> TellBegunAsync(ProviderId provider, long request, DateTimeOffset started, CancellationToken cancellationToken) =>
        TellAsync(
            new()
            {
                Provider = provider.Value,
                Request = request,
                Result = Wire.SyncResult.Running,
                Detail = "The provider is being asked.",
                StartedAt = Timestamp.FromDateTimeOffset(started),
            },
            cancellationToken);

    /// <returns>Whether the catalog knows now.</returns>
    public Task<bool> TellEndedAsync(
        ProviderId provider, long request, DateTimeOffset started, SyncOutcome outcome, CancellationToken cancellationToken) =>
        TellAsync(
            new()
            {
                Provider = provider.Value,
                Request = request,
                Result = ToWire(outcome.Result),
                Detail = outcome.Detail.Length <= LongestDetail ? outcome.Detail : outcome.Detail[..LongestDetail],
                StartedAt = Timestamp.FromDateTimeOffset(started),
                FinishedAt = Timestamp.FromDateTimeOffset(outcome.At),
            },
            cancellationToken);

    private async Task<bool> TellAsync(ReportSyncRequest news, CancellationToken cancellationToken)
    {
        try
        {
            await catalog.ReportSyncAsync(news, deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
            return true;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e)
        {
            LogNotTold(news.Provider, e.StatusCode);
            return false;
        }
    }

    private static Wire.SyncResult ToWire(SyncResult result) => result switch
    {
        SyncResult.Synced => Wire.SyncResult.Synced,
        SyncResult.Unchanged => Wire.SyncResult.Unchanged,
        SyncResult.Skipped => Wire.SyncResult.Skipped,
        SyncResult.Failed => Wire.SyncResult.Failed,
        _ => Wire.SyncResult.Refused,
    };

    [LoggerMessage(EventId = 207, Level = LogLevel.Debug, Message = "The catalog did not hear how the sync of {Provider} went: {Status}.")]
    private partial void LogNotTold(string provider, StatusCode status);
}
