using Aspire.Catalog.V1;
using Grpc.Core;

namespace Router.Grpc.Accounting;

/// <summary>One stream of usage to the catalog: each batch is on its way until every event of it is stored or refused for good.</summary>
internal sealed partial class UsageStream(
    UsageService.UsageServiceClient usage, SpoolInstruments instruments, ILogger logger, CancellationToken cancellationToken) : IDisposable
{
    private readonly AsyncDuplexStreamingCall<IngestRequest, IngestResponse> _call = usage.Ingest(cancellationToken: cancellationToken);

    /// <exception cref="RpcException">The catalog has not said that it stored everything.</exception>
    public Task SendAsync(IngestRequest batch) => ReachAsync(async () =>
    {
        var waiting = new HashSet<string>(batch.Events.Select(static one => one.EventId), StringComparer.Ordinal);
        await _call.RequestStream.WriteAsync(batch, cancellationToken);
        while (waiting.Count > 0)
        {
            if (!await _call.ResponseStream.MoveNext(cancellationToken))
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "The catalog ended the stream before it had stored everything."));
            }

            Acknowledge(_call.ResponseStream.Current, waiting);
        }
    });

    /// <summary>Ends the stream in order: leaving before the catalog has closed its side would look to it like a caller that hung up.</summary>
    /// <exception cref="RpcException">The catalog is gone.</exception>
    public Task CompleteAsync() => ReachAsync(async () =>
    {
        await _call.RequestStream.CompleteAsync();
        await _call.ResponseStream.MoveNext(cancellationToken);
    });

    public void Dispose() => _call.Dispose();

    // A write to a catalog that was killed fails as the connection did, or says that the call has ended, instead of with a status.
    private static async Task ReachAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (e is IOException or HttpRequestException or InvalidOperationException)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, "The connection to the catalog broke.", e));
        }
    }

    private void Acknowledge(IngestResponse response, HashSet<string> waiting)
    {
        waiting.ExceptWith(response.Stored);
        instruments.Stored.Add(response.Stored.Count);
        foreach (var rejected in response.Rejected)
        {
            waiting.Remove(rejected.EventId);
            instruments.Rejected.Add(1);
            LogRejected(logger, rejected.EventId, rejected.Reason);
        }
    }

    [LoggerMessage(EventId = 307, Level = LogLevel.Warning, Message = "The catalog will never store event {EventId}: {Reason}")]
    private static partial void LogRejected(ILogger logger, string eventId, string reason);
}
