using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Grpc.Core;
using Protos.Mapping;
using Domain = Routing.Catalog;

namespace Catalog.Api.Snapshots;

/// <summary>Serves one watcher: what it lacks at first, then every change in order, a ping when nothing changes.</summary>
internal sealed class CatalogWatch(CatalogFeed feed, CatalogResume resume, TimeProvider time)
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);

    public async Task ServeAsync(long known, IServerStreamWriter<WatchCatalogResponse> watcher, CancellationToken cancellationToken)
    {
        var sent = feed.Current ?? throw GrpcErrors.NotReady();
        await watcher.WriteAsync(await FirstAsync(known, sent, cancellationToken), cancellationToken);
        while (true)
        {
            var next = await NextAsync(sent, cancellationToken);
            if (next is null)
            {
                await watcher.WriteAsync(new WatchCatalogResponse { Ping = new CatalogPing { Revision = sent.Revision } }, cancellationToken);
                continue;
            }

            // A revision that goes back means another database: nothing the watcher has can be trusted.
            await watcher.WriteAsync(
                next.Revision > sent.Revision
                    ? new WatchCatalogResponse { Changes = CatalogWire.Diff(sent, next) }
                    : new WatchCatalogResponse { Snapshot = CatalogWire.ToWire(next) },
                cancellationToken);
            sent = next;
        }
    }

    private async Task<WatchCatalogResponse> FirstAsync(long known, Domain.CatalogSnapshot current, CancellationToken cancellationToken)
    {
        var missed = known == 0 ? null : await resume.ChangesAsync(known, current, cancellationToken);
        return missed switch
        {
            null => new WatchCatalogResponse { Snapshot = CatalogWire.ToWire(current) },
            _ when known == current.Revision => new WatchCatalogResponse { Ping = new CatalogPing { Revision = known } },
            _ => new WatchCatalogResponse { Changes = missed },
        };
    }

    /// <returns>Null when nothing changed for a while.</returns>
    private async Task<Domain.CatalogSnapshot?> NextAsync(Domain.CatalogSnapshot sent, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(PingEvery, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return await feed.NextAsync(sent, either.Token);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }
}
