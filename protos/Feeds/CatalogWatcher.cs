using System.Runtime.CompilerServices;
using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using Protos.Mapping;
using CatalogSnapshot = Routing.Catalog.CatalogSnapshot;

namespace Protos.Feeds;

/// <summary>Follows the catalog: takes each change, and after a broken connection resumes at the revision it has.</summary>
/// <remarks>One watch at a time.</remarks>
public sealed partial class CatalogWatcher(
    CatalogService.CatalogServiceClient client, TimeProvider time, Random random, ILogger<CatalogWatcher> logger)
{
    private const string Unreadable = "The catalog sent what cannot be read or does not follow; asking for everything anew.";

    // The catalog pings well within this; a feed that stays silent longer is dead, whatever the connection says.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private volatile CatalogLink _link = new(Connected: false, time.GetUtcNow(), "The catalog has not answered yet.");

    /// <summary>How the watch stands.</summary>
    public CatalogLink Link => _link;

    /// <summary>Yields the catalog at each revision that the watcher does not have yet, until cancelled.</summary>
    /// <param name="known">The catalog already there, such as a kept copy; <see cref="CatalogSnapshot.Empty"/> asks for everything.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<CatalogSnapshot> WatchAsync(
        CatalogSnapshot known, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var current = known;
        for (var failures = 0; ; failures++)
        {
            using (var call = client.WatchCatalog(new() { KnownRevision = current.Revision }, cancellationToken: cancellationToken))
            {
                while (await NextAsync(call.ResponseStream, current, cancellationToken) is { } next)
                {
                    failures = 0;
                    if (!ReferenceEquals(next, current))
                    {
                        current = next;
                        yield return current;
                    }
                }
            }

            if (_link.Reason == Unreadable)
            {
                current = current with { Revision = 0 };
            }

            await Task.Delay(Pause(failures), time, cancellationToken);
        }
    }

    /// <returns>The catalog after the next event, which a ping leaves as it was; null when the link is lost.</returns>
    private async Task<CatalogSnapshot?> NextAsync(
        IAsyncStreamReader<WatchCatalogResponse> events, CatalogSnapshot current, CancellationToken cancellationToken)
    {
        try
        {
            if (!await events.MoveNext(cancellationToken).WaitAsync(Silence, time, cancellationToken))
            {
                return Lost("The catalog ended the feed.");
            }

            var next = events.Current switch
            {
                { Snapshot: { } snapshot } => CatalogWire.ToDomain(snapshot),
                { Changes: { } changes } => CatalogWire.Apply(current, changes),
                _ => current,
            };
            Found(next.Revision);
            return next;
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e)
        {
            return Lost(Explain(e.StatusCode));
        }
        catch (TimeoutException)
        {
            return Lost("The catalog has fallen silent.");
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return Lost(Unreadable);
        }
    }

    private static string Explain(StatusCode status) => status switch
    {
        StatusCode.Unavailable => "The catalog is away.",
        StatusCode.Unauthenticated => "The catalog refuses our service key. Set the same ServiceKey in every service.",
        _ => $"The catalog answers {status}.",
    };

    private void Found(long revision)
    {
        if (!_link.Connected)
        {
            _link = new(Connected: true, time.GetUtcNow(), Reason: null);
            LogFound(revision);
        }
    }

    private CatalogSnapshot? Lost(string reason)
    {
        // One line per outage and reason, however long it lasts.
        if (_link.Connected || _link.Reason != reason)
        {
            _link = new(Connected: false, _link.Connected ? time.GetUtcNow() : _link.Since, reason);
            LogLost(reason);
        }

        return null;
    }

    // Spread over half to all of the pause, so that replicas do not come back in step.
    private TimeSpan Pause(int failures) =>
        TimeSpan.FromTicks(Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures, 16))) * (0.5 + (random.NextDouble() / 2));

    [LoggerMessage(EventId = 101, Level = LogLevel.Information, Message = "Following the catalog, now at revision {Revision}.")]
    private partial void LogFound(long revision);

    [LoggerMessage(EventId = 102, Level = LogLevel.Warning, Message = "Not following the catalog: {Reason}")]
    private partial void LogLost(string reason);
}
