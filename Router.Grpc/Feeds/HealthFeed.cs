using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Feeds;

/// <summary>
/// Rebuilds the health views from the book and from what of this router is not in it yet: when something has changed, at most four
/// times a second, and every two seconds in any case, for pauses end and what was observed fades.
/// </summary>
internal sealed class HealthFeed(
    LocalHealth local, HealthBook book, Sharing sharing, ChangeSignal changed, CurrentHealth current, CurrentFeed catalog, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var change = changed.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.WhenAny(change, Task.Delay(Longest, time, stoppingToken));
            if (change.IsCompleted)
            {
                await change;
                change = changed.WaitAsync(stoppingToken);
            }

            // In this order, so that what is told in between is in both and not in neither.
            var told = local.ToldUntil;
            var reading = book.Current;
            current.View = Newer(current.View, reading, told, HealthOperation.Chat, Capabilities.Chat);
            current.Embeddings = Newer(current.Embeddings, reading, told, HealthOperation.Embed, Capabilities.Embeddings);
            await Task.Delay(Shortest, time, stoppingToken);
        }
    }

    private HealthView Newer(HealthView view, HealthReading reading, long told, HealthOperation operation, Capabilities needed)
    {
        var deployments = catalog.State.Index.Snapshot.Deployments.Where(row => (row.Capabilities & needed) != 0).Select(static row => row.Id);
        var states = HealthMerge.Of(SharedHealthView.Of(reading, deployments, operation), local.Untold(operation, reading, told, sharing.IsOn));
        return AreSame(states, view.States) ? view : new HealthView(states);
    }

    // Far quicker than to write them down and hash them, and mostly so.
    private static bool AreSame(IReadOnlyDictionary<DeploymentId, HealthState> states, IReadOnlyDictionary<DeploymentId, HealthState> known) =>
        states.Count == known.Count && states.All(entry => known.TryGetValue(entry.Key, out var state) && state == entry.Value);
}
