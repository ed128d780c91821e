using Aspire.Catalog.V1;
using Grpc.Core;
using Grpc.Net.Client;
using Protos.Mapping;
using Domain = Routing.Catalog;

namespace Catalog.FunctionalTests.Feeds;

/// <summary>Watches a catalog as a router does, and fails on a revision missed or out of order.</summary>
internal sealed class Watcher : IDisposable
{
    private readonly AsyncServerStreamingCall<WatchCatalogResponse> _call;

    public Watcher(GrpcChannel channel, Domain.CatalogSnapshot? known = null)
    {
        Current = known ?? Domain.CatalogSnapshot.Empty;
        _call = new CatalogService.CatalogServiceClient(channel).WatchCatalog(new WatchCatalogRequest { KnownRevision = Current.Revision });
    }

    public Domain.CatalogSnapshot Current { get; private set; }

    public List<WatchCatalogResponse> Seen { get; } = [];

    /// <summary>Takes the next event, a ping included.</summary>
    public async Task<WatchCatalogResponse> NextAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        Assert.True(await _call.ResponseStream.MoveNext(deadline.Token));
        var response = _call.ResponseStream.Current;
        Seen.Add(response);
        switch (response.EventCase)
        {
            case WatchCatalogResponse.EventOneofCase.Snapshot:
                Current = CatalogWire.ToDomain(response.Snapshot);
                break;
            case WatchCatalogResponse.EventOneofCase.Changes:
                Assert.True(response.Changes.ToRevision > response.Changes.FromRevision);
                Current = CatalogWire.Apply(Current, response.Changes);
                break;
            default:
                Assert.Equal(Current.Revision, response.Ping.Revision);
                break;
        }

        return response;
    }

    /// <summary>Takes the next changes; a ping may come before them.</summary>
    public async Task<CatalogChanges> ChangesAsync()
    {
        while (true)
        {
            if ((await NextAsync()).Changes is { } changes)
            {
                return changes;
            }
        }
    }

    public Task UntilAsync(long revision) => UntilAsync(catalog => catalog.Revision >= revision);

    /// <summary>For a catalog that others write too, whose next revision may be theirs.</summary>
    public async Task UntilAsync(Func<Domain.CatalogSnapshot, bool> holds)
    {
        while (!holds(Current))
        {
            await NextAsync();
        }
    }

    public void Dispose() => _call.Dispose();
}
