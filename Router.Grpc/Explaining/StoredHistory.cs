using Aspire.Catalog.V1;
using Grpc.Core;
using Protos.Mapping;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using Routing.Replaying;

namespace Router.Grpc.Explaining;

/// <summary>Puts decisions together again from what the catalog has kept. Nothing is taken on trust: every part is checked by its hash.</summary>
internal sealed class StoredHistory(HistoryService.HistoryServiceClient client, CurrentFeed feed, CurrentHealth health)
{
    private readonly LastUsed<(long Revision, string Hash), CatalogIndex> _catalogs = new(4);
    private readonly LastUsed<string, HealthView> _views = new(64);

    public async Task<Recalled> FindAsync(string id, CancellationToken cancellationToken)
    {
        try
        {
            var kept = await client.GetDecisionAsync(new() { DecisionId = id }, cancellationToken: cancellationToken);
            return await PutTogetherAsync(id, kept.DecisionJson, cancellationToken);
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return new Recalled.Unknown($"{e.Status.Detail} Decisions reach the ledger a moment after their answer.");
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            return new Recalled.CatalogAway($"The catalog, which keeps older decisions, does not answer ({e.StatusCode}).");
        }
    }

    private async Task<Recalled> PutTogetherAsync(string id, string json, CancellationToken cancellationToken)
    {
        try
        {
            var stored = StoredDecision.Read(json);
            if (await CatalogAsync(stored, cancellationToken) is not { } index)
            {
                return new Recalled.WithoutHistory(
                    $"The catalog of revision {stored.CatalogRevision} with the content that was read ({stored.CatalogHash}) is not in the history.");
            }

            return await ViewAsync(stored.HealthViewId, cancellationToken) is { } view
                ? new Recalled.Found(id, stored, stored.Input(index, view))
                : new Recalled.WithoutHistory($"The health view {stored.HealthViewId} is not in the history.");
        }
        catch (FormatException e)
        {
            return new Recalled.WithoutHistory(e.Message);
        }
    }

    private async Task<CatalogIndex?> CatalogAsync(StoredDecision stored, CancellationToken cancellationToken)
    {
        var current = feed.State.Index;
        var key = (stored.CatalogRevision, stored.CatalogHash);
        if ((current.Snapshot.Revision, current.ContentHash) == key)
        {
            return current;
        }

        if (_catalogs.Find(key) is { } known)
        {
            return known;
        }

        if (await OrNothingAsync(client.GetSnapshotAsync(new() { Revision = stored.CatalogRevision }, cancellationToken: cancellationToken)) is not { } answer)
        {
            return null;
        }

        var rebuilt = new CatalogIndex(CatalogWire.ToDomain(answer.Snapshot));
        return rebuilt.ContentHash == stored.CatalogHash ? _catalogs.Keep(key, rebuilt) : null;
    }

    private async Task<HealthView?> ViewAsync(string id, CancellationToken cancellationToken)
    {
        if (id == HealthView.Unknown.Id)
        {
            return HealthView.Unknown;
        }

        if (health.View is var chats && chats.Id == id)
        {
            return chats;
        }

        if (_views.Find(id) is { } known)
        {
            return known;
        }

        var answer = await OrNothingAsync(client.GetHealthViewAsync(new() { ViewId = id }, cancellationToken: cancellationToken));
        return answer is not null && HealthView.Read(answer.Content) is var view && view.Id == id ? _views.Keep(id, view) : null;
    }

    private static async Task<T?> OrNothingAsync<T>(AsyncUnaryCall<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }
}
