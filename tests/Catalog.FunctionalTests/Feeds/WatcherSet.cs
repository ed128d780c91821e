namespace Catalog.FunctionalTests.Feeds;

internal sealed class WatcherSet(IReadOnlyList<Watcher> watchers) : IDisposable
{
    public IReadOnlyList<Watcher> All { get; } = watchers;

    public Task EachAsync(Func<Watcher, Task> action) => Task.WhenAll(All.Select(action));

    public void Dispose()
    {
        foreach (var watcher in All)
        {
            watcher.Dispose();
        }
    }
}
