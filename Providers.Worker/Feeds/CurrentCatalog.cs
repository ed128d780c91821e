using System.Runtime.CompilerServices;
using Routing.Catalog;

namespace Providers.Worker.Feeds;

/// <summary>The catalog in force, for any number of followers.</summary>
internal sealed class CurrentCatalog
{
    private readonly Lock _gate = new();
    private CatalogSnapshot? _snapshot;
    private TaskCompletionSource _next = NewSignal();

    public CatalogSnapshot? Snapshot
    {
        get
        {
            lock (_gate)
            {
                return _snapshot;
            }
        }
    }

    public void Replace(CatalogSnapshot snapshot)
    {
        TaskCompletionSource signal;
        lock (_gate)
        {
            _snapshot = snapshot;
            (signal, _next) = (_next, NewSignal());
        }

        signal.SetResult();
    }

    /// <summary>Yields the catalog as soon as there is one and after each change; a slow follower skips to the latest.</summary>
    public async IAsyncEnumerable<CatalogSnapshot> FollowAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        CatalogSnapshot? seen = null;
        while (true)
        {
            Task next;
            CatalogSnapshot? current;
            lock (_gate)
            {
                (current, next) = (_snapshot, _next.Task);
            }

            if (current is not null && !ReferenceEquals(current, seen))
            {
                yield return seen = current;
            }
            else
            {
                await next.WaitAsync(cancellationToken);
            }
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
