using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Feeds;

/// <summary>
/// Rebuilds the health view from the shared store and from what this router sees itself: when something has changed, at most
/// four times a second, and every two seconds in any case. Without the store the last it said stays, beside our own.
/// </summary>
internal sealed partial class HealthFeed(
    LocalHealth local,
    ChangeSignal changed,
    CurrentHealth current,
    CurrentFeed catalog,
    TimeProvider time,
    ILogger<HealthFeed> logger,
    HealthStore? store = null) : BackgroundService
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private IReadOnlyDictionary<DeploymentId, HealthState> _shared = new Dictionary<DeploymentId, HealthState>();
    private bool _subscribed;
    private bool _away;

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

            await ReadSharedAsync(stoppingToken);
            var view = new HealthView(HealthMerge.Of(_shared, local.States()));
            if (view.Id != current.View.Id)
            {
                current.View = view;
            }

            await Task.Delay(Shortest, time, stoppingToken);
        }
    }

    private async Task ReadSharedAsync(CancellationToken cancellationToken)
    {
        if (store is null)
        {
            return;
        }

        try
        {
            if (!_subscribed)
            {
                await store.SubscribeAsync(_ => changed.Set(), cancellationToken);
                _subscribed = true;
            }

            var reading = await store.ReadAllAsync(cancellationToken);
            _shared = SharedHealthView.Of(reading, catalog.State.Index.Snapshot.Deployments.Select(static row => row.Id));
            if (_away)
            {
                _away = false;
                LogBack();
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            if (!_away)
            {
                _away = true;
                LogAway(e is UnusableRedisException ? e.Message : "Redis does not answer.");
            }
        }
    }

    [LoggerMessage(EventId = 210, Level = LogLevel.Warning, Message = "Health is not shared: {Reason} The last view and this router's own observations decide.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 211, Level = LogLevel.Information, Message = "Health is shared again.")]
    private partial void LogBack();
}
