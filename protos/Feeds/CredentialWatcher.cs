using System.Runtime.CompilerServices;
using Aspire.Catalog.V1;
using Microsoft.Extensions.Logging;

namespace Protos.Feeds;

/// <summary>Follows the keys that the catalog keeps, and after a broken connection resumes at the revision it has.</summary>
/// <remarks>One watch at a time. Logs names and reasons, never a key.</remarks>
public sealed partial class CredentialWatcher(
    CredentialService.CredentialServiceClient client, TimeProvider time, Random random, ILogger<CredentialWatcher> logger)
{
    /// <summary>Yields all keys by provider, at once and whenever one has changed, until cancelled.</summary>
    public async IAsyncEnumerable<IReadOnlyDictionary<string, string>> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var events = new FeedEvents<WatchCredentialsResponse>(time, random, LogLost);
        var known = 0L;
        for (var failures = 0; ; failures++)
        {
            using (var call = client.WatchCredentials(new() { KnownRevision = known }, cancellationToken: cancellationToken))
            {
                while (await events.NextAsync(call.ResponseStream, cancellationToken) is { } next)
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

            await events.PauseAsync(failures, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 111, Level = LogLevel.Information, Message = "The catalog has handed over {Count} stored keys.")]
    private partial void LogReceived(int count);

    [LoggerMessage(EventId = 112, Level = LogLevel.Warning, Message = "Not following the stored keys, those held stay in use: {Reason}")]
    private partial void LogLost(string reason);
}
