using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Snapshots;
using Grpc.Core;
using Domain = Routing.Catalog;

namespace Catalog.Api.Credentials;

/// <summary>Serves one watcher of stored keys: all of them, again whenever one changes, a ping when nothing does.</summary>
internal sealed class CredentialWatch(CatalogFeed feed, CredentialStore store, TimeProvider time)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(long known, IServerStreamWriter<WatchCredentialsResponse> watcher, CancellationToken cancellationToken)
    {
        var seen = feed.Current ?? throw GrpcErrors.NotReady();
        for (var first = true; ; first = false)
        {
            // A change of a key is a change of the catalog, so its feed says when to look.
            var next = first ? seen : await NextAsync(seen, cancellationToken);
            var revision = await store.RevisionAsync(cancellationToken);
            if (revision != known || (first && known == 0))
            {
                var all = await store.OpenAllAsync(cancellationToken);
                await watcher.WriteAsync(new WatchCredentialsResponse { Revision = revision, Credentials = all }, cancellationToken);
                known = revision;
            }
            else if (first || next is null)
            {
                await watcher.WriteAsync(new WatchCredentialsResponse { Revision = revision }, cancellationToken);
            }

            seen = next ?? seen;
        }
    }

    /// <returns>Null when nothing changed for a while.</returns>
    private async Task<Domain.CatalogSnapshot?> NextAsync(Domain.CatalogSnapshot seen, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(PingEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await feed.NextAsync(seen, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
