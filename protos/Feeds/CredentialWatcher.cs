using System.Runtime.CompilerServices;
using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.Extensions.Logging;

namespace Protos.Feeds;

/// <summary>Follows the keys that the catalog keeps, and after a broken connection resumes at the revision it has.</summary>
/// <remarks>One watch at a time. Logs names and reasons, never a key.</remarks>
public sealed partial class CredentialWatcher(
    CredentialService.CredentialServiceClient client, TimeProvider time, Random random, ILogger<CredentialWatcher> logger)
{
    // As long as the catalog's own feed waits; the catalog pings well within it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private string? _lost;

    /// <summary>Yields all keys by provider, at once and whenever one has changed, until cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, string>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var known = 0L;
        for (var failures = 0; ; failures++)
        {
            using (var call = client.WatchCredentials(new() { KnownRevision = known }, cancellationToken: cancellationToken))
            {
                while (await NextAsync(call.ResponseStream, cancellationToken) is { } next)
                {
                    failures = 0;
                    known = next.Revision;
                    if (next.Credentials is { } all)
                    {
                        LogReceived(all.Credentials.Count);
                        yield return all.Credentials.ToDictionary(row => row.Provider, row => row.ApiKey, StringComparer.Ordinal);
                    }
                }
            }

            // Spread over half to all of the pause, so that replicas do not come back in step.
            var longest = Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures, 16));
            await Task.Delay(TimeSpan.FromTicks(longest) * (0.5 + (random.NextDouble() / 2)), time, cancellationToken);
        }
    }

    /// <returns>Null when the link is lost.</returns>
    private async Task<WatchCredentialsResponse?> NextAsync(IAsyncStreamReader<WatchCredentialsResponse> events, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.MoveNext(cancellationToken).WaitAsync(Silence, time, cancellationToken))
            {
                _lost = null;
                return events.Current;
            }

            return Lost("The catalog ended the feed.");
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e)
        {
            return Lost(e.StatusCode switch
            {
                StatusCode.Unavailable => "The catalog is away.",
                StatusCode.Unauthenticated => "The catalog refuses our service key. Set the same ServiceKey in every service.",
                StatusCode.FailedPrecondition => "The catalog has no service key. Set the same ServiceKey in every service.",
                StatusCode.Unimplemented => "The catalog is of a version that keeps no keys.",
                _ => $"The catalog answers {e.StatusCode}.",
            });
        }
        catch (TimeoutException)
        {
            return Lost("The catalog has fallen silent.");
        }
    }

    private WatchCredentialsResponse? Lost(string reason)
    {
        // One line per outage and reason, however long it lasts.
        if (_lost != reason)
        {
            _lost = reason;
            LogLost(reason);
        }

        return null;
    }

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "The catalog has handed over {Count} stored keys.")]
    private partial void LogReceived(int count);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "Not following the stored keys, those held stay in use: {Reason}")]
    private partial void LogLost(string reason);
}
