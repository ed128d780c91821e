using Aspire.Catalog.V1;
using Grpc.Core;
using Router.Grpc.Feeds;

namespace Router.Grpc.Accounting;

/// <summary>Sends what is spooled to the catalog, and deletes only what the catalog has stored or refused for good.</summary>
internal sealed partial class SpoolDrain(
    UsageService.UsageServiceClient usage,
    Spool spool,
    SpoolInstruments instruments,
    BackOff backOff,
    TimeProvider time,
    ILogger<SpoolDrain> logger) : BackgroundService
{
    private const int BatchSize = 500;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LastDeadline = TimeSpan.FromSeconds(5);
    private bool _away;

    /// <summary>Sends the rest before the process ends: in the cloud its disk ends with it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(LastDeadline, time);
        try
        {
            await DrainAsync(deadline.Token);
        }
        catch (RpcException e)
        {
            LogLeft(spool.WaitingBytes, e.StatusCode);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var failures = 0; ;)
        {
            try
            {
                await DrainAsync(stoppingToken);
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

        using var call = usage.Ingest(cancellationToken: cancellationToken);
        foreach (var segment in segments)
        {
            var events = SpoolSegment.Read(segment, out _).FindAll(static record => record.Kind == SpoolRecordKind.Final);
            for (var sent = 0; sent < events.Count; sent += BatchSize)
            {
                await SendAsync(call, events.GetRange(sent, Math.Min(BatchSize, events.Count - sent)), cancellationToken);
            }

            spool.Delete(segment);
        }

        // Leaving before the catalog has closed its side would look to it like a caller that hung up.
        await call.RequestStream.CompleteAsync();
        await call.ResponseStream.MoveNext(cancellationToken);
    }

    private async Task SendAsync(
        AsyncDuplexStreamingCall<IngestRequest, IngestResponse> call, List<SpoolRecord> batch, CancellationToken cancellationToken)
    {
        var request = new IngestRequest();
        var waiting = new HashSet<string>(StringComparer.Ordinal);
        foreach (var record in batch)
        {
            request.Events.Add(record.Event);
            waiting.Add(record.Event.EventId);
        }

        await call.RequestStream.WriteAsync(request, cancellationToken);
        while (waiting.Count > 0)
        {
            if (!await call.ResponseStream.MoveNext(cancellationToken))
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The catalog ended the stream before it had stored everything."));
            }

            Acknowledge(call.ResponseStream.Current, waiting);
        }
    }

    private void Acknowledge(IngestResponse response, HashSet<string> waiting)
    {
        foreach (var stored in response.Stored)
        {
            waiting.Remove(stored);
        }

        instruments.Stored.Add(response.Stored.Count);
        foreach (var rejected in response.Rejected)
        {
            waiting.Remove(rejected.EventId);
            instruments.Rejected.Add(1);
            LogRejected(rejected.EventId, rejected.Reason);
        }
    }

    private void LogAwayOnce(RpcException e)
    {
        if (!_away)
        {
            _away = true;
            LogAway(e.StatusCode, e.Status.Detail);
        }
    }

    private void LogBackIfAway()
    {
        if (_away)
        {
            _away = false;
            LogBack();
        }
    }

    [LoggerMessage(EventId = 305, Level = LogLevel.Warning, Message = "Usage waits on disk: the catalog does not take it ({Status}: {Detail}).")]
    private partial void LogAway(StatusCode status, string detail);

    [LoggerMessage(EventId = 306, Level = LogLevel.Information, Message = "The catalog takes usage again; none waits.")]
    private partial void LogBack();

    [LoggerMessage(EventId = 307, Level = LogLevel.Warning, Message = "The catalog will never store event {EventId}: {Reason}")]
    private partial void LogRejected(string eventId, string reason);

    [LoggerMessage(EventId = 308, Level = LogLevel.Warning, Message = "{Bytes} bytes of usage stay on disk until the next start ({Status}).")]
    private partial void LogLeft(long bytes, StatusCode status);
}
