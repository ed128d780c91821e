using System.Runtime.CompilerServices;
using Aspire.Catalog.V1;
using Microsoft.Extensions.Logging;

namespace Protos.Feeds;

/// <summary>Follows who may call the routers, and after a broken connection resumes at the revision it has.</summary>
/// <remarks>One watch at a time.</remarks>
public sealed partial class AccessWatcher(AccessService.AccessServiceClient client, TimeProvider time, Random random, ILogger<AccessWatcher> logger)
{
    private volatile string? _lost = "The catalog has not answered yet.";

    /// <summary>Why the feed is not followed, for operators to read; null while it is.</summary>
    public string? Lost => _lost;

    /// <summary>Yields every change, first of all what the watcher lacks, until cancelled.</summary>
    /// <param name="known">The revision and epoch already there; an empty response asks for everything.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<WatchAccessResponse> WatchAsync(
        WatchAccessResponse known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new FeedEvents<WatchAccessResponse>(time, random, LogLost);
        var (revision, epoch) = (known.Revision, known.Epoch);
        for (var failures = 0; ; failures++)
        {
            using (var call = client.WatchAccess(new() { KnownRevision = revision, KnownEpoch = epoch }, cancellationToken: cancellationToken))
            {
                while (await events.NextAsync(call.ResponseStream, cancellationToken) is { } next)
                {
                    failures = 0;
                    _lost = null;
                    (revision, epoch) = (next.Revision, next.Epoch);
                    if (next.Changes is not null)
                    {
                        yield return next;
                    }
                }
            }

            await events.PauseAsync(failures, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 517, Level = LogLevel.Warning, Message = "Not following the virtual keys, those known stay in force: {Reason}")]
    private partial void LogReason(string reason);

    private void LogLost(string reason)
    {
        _lost = reason;
        LogReason(reason);
    }
}
