using Catalog.Api.Snapshots;
using Routing.Catalog;

namespace Catalog.Api.History;

/// <summary>The catalog as of revisions, rebuilt from the recorded changes. The last few are kept, since replays come in runs.</summary>
internal sealed class SnapshotHistory(SnapshotLoader loader, CatalogFeed feed)
{
    private const int Kept = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<CatalogSnapshot> _recent = [];

    /// <returns>Null when the records do not reach back, or up, to the revision.</returns>
    public async Task<CatalogSnapshot?> FindAsync(long revision, CancellationToken cancellationToken)
    {
        if (feed.Current is { } current && current.Revision == revision)
        {
            return current;
        }

        if (Recent(revision) is { } known)
        {
            return known;
        }

        var rebuilt = await loader.LoadAsOfAsync(revision, cancellationToken);
        if (rebuilt is not null)
        {
            Keep(rebuilt);
        }

        return rebuilt;
    }

    private CatalogSnapshot? Recent(long revision)
    {
        lock (_gate)
        {
            return _recent.FirstOrDefault(snapshot => snapshot.Revision == revision);
        }
    }

    private void Keep(CatalogSnapshot snapshot)
    {
        lock (_gate)
        {
            _recent.AddFirst(snapshot);
            if (_recent.Count > Kept)
            {
                _recent.RemoveLast();
            }
        }
    }
}
