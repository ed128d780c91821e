using Routing.Catalog;

namespace Catalog.Api.Snapshots;

/// <summary>Holds the newest snapshot and wakes those who wait for a newer one.</summary>
internal sealed class CatalogFeed
{
    private volatile State _state = new(null);

    /// <summary>The newest snapshot; null until the database has been read once.</summary>
    public CatalogSnapshot? Current => _state.Snapshot;

    /// <summary>Waits for a snapshot of another revision than the one given.</summary>
    public async Task<CatalogSnapshot> NextAsync(CatalogSnapshot? known, CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = _state;
            if (state.Snapshot is { } snapshot && snapshot.Revision != known?.Revision)
            {
                return snapshot;
            }

            await state.Replaced.Task.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Called by the one refresher.</summary>
    public void Publish(CatalogSnapshot snapshot)
    {
        var before = _state;
        _state = new State(snapshot);
        before.Replaced.SetResult();
    }

    private sealed record State(CatalogSnapshot? Snapshot)
    {
        public TaskCompletionSource Replaced { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
