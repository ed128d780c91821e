using Aspire.Catalog.V1;
using Grpc.Core;
using Router.Grpc.Feeds;

namespace Router.Grpc.Accounting;

/// <summary>Sends what is spooled to the catalog, and deletes only what the catalog has stored or refused for good.</summary>
internal sealed partial class SpoolDrain(
    UsageService.UsageServiceClient usage,
    Spool spool,
    ParkedUsage parked,
    UsageBacklog backlog,
    SpoolInstruments instruments,
    BackOff backOff,
    TimeProvider time,
    ILogger<SpoolDrain> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastDeadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Hands everything over before the process ends: in the cloud its disk ends with it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // To its end, which is near: what it is about to delete must not be read at the same time.
        await base.StopAsync(CancellationToken.None);
        await SettleAsync();
        using var deadline = new CancellationTokenSource(LastDeadline, time);
        try
        {
            await DrainAsync(deadline.Token);
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            await ParkAsync();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                await parked.CountAsync(stoppingToken);
                await DrainAsync(stoppingToken);
                await parked.DrainAsync(stoppingToken);
                failures = 0;
                LogBackIfAway();
                await Task.Delay(Interval, time, stoppingToken);
            }
            catch (RpcException e) when (!stoppingToken.IsCancellationRequested)
            {
                LogAwayOnce(e);
                await backOff.WaitAsync(failures++, stoppingToken);
            }
            catch (RpcException)
            {
                return;
            }
        }
    }

    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        spool.CloseSegment();
        var segments = spool.ClosedSegments();
        if (segments.Length == 0)
        {
            return;
        }

        using var stream = new UsageStream(usage, instruments, logger, cancellationToken);
        foreach (var segment in segments)
        {
            foreach (var batch in UsageBatches.Of(segment))
            {
                await stream.SendAsync(batch);
            }

            spool.Delete(segment);
        }

        await stream.CompleteAsync();
    }

    // The server has stopped before us, and the calls that it cut off are about to say how they ended.
    private async Task SettleAsync()
    {
        for (var start = time.GetTimestamp(); spool.OpenCalls().Length > 0 && time.GetElapsedTime(start) < LastWords;)
        {
            await Task.Delay(Moment, time);
        }

        if (spool.SettleOpen() is > 0 and var open)
        {
            LogCutOff(open);
        }
    }

    private async Task ParkAsync()
    {
        var segments = spool.ClosedSegments();
        if (segments.Length > 0 && !await parked.TryParkAsync(spool, segments))
        {
            LogLeft(spool.WaitingBytes);
        }
    }

    private void LogAwayOnce(RpcException e)
    {
        if (!backlog.CatalogIsAway)
        {
            backlog.CatalogIsAway = true;
            LogAway(e.StatusCode, e.Status.Detail);
        }
    }

    private void LogBackIfAway()
    {
        if (backlog.CatalogIsAway)
        {
            backlog.CatalogIsAway = false;
            LogBack();
        }
    }

    [LoggerMessage(EventId = 305, Level = LogLevel.Warning, Message = "Usage waits on disk: the catalog does not take it ({Status}: {Detail}).")]
    private partial void LogAway(StatusCode status, string detail);

    [LoggerMessage(EventId = 306, Level = LogLevel.Information, Message = "The catalog takes usage again; none waits.")]
    private partial void LogBack();

    [LoggerMessage(EventId = 308, Level = LogLevel.Warning, Message = "{Bytes} bytes of usage stay on disk until the next start: neither the catalog nor Redis takes them.")]
    private partial void LogLeft(long bytes);

    [LoggerMessage(EventId = 600, Level = LogLevel.Information, Message = "{Attempts} calls were cut off by the stop; how they ended is unknown.")]
    private partial void LogCutOff(int attempts);
}
