using Aspire.Catalog.V1;
using Catalog.Api.Database;
using Grpc.Core;

namespace Catalog.Api.SyncRequests;

/// <summary>Serves one watcher: each request once, a ping when none comes.</summary>
internal sealed class SyncRequestWatch(SyncStates states, SyncRequestSignal signal, TimeProvider time)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(IServerStreamWriter<WatchSyncRequestsResponse> watcher, CancellationToken cancellationToken)
    {
        var sent = new Dictionary<string, long>(StringComparer.Ordinal);
        while (true)
        {
            var next = signal.Next;
            foreach (var (provider, request) in await states.WaitingAsync(cancellationToken))
            {
                // A provider that was removed and added again counts from 1 anew.
                if (sent.GetValueOrDefault(provider) != request)
                {
                    await watcher.WriteAsync(new() { Provider = provider, Request = request }, cancellationToken);
                    sent[provider] = request;
                }
            }

            while (!await ChannelSignal.CameAsync(next, PingEvery, time, cancellationToken))
            {
                await watcher.WriteAsync(new(), cancellationToken);
            }
        }
    }
}
