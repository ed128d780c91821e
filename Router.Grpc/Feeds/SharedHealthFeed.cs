using Router.Grpc.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Feeds;

/// <summary>
/// Reads the shared health when somebody has recorded, at most four times a second, and every two seconds anyway. While Redis is
/// away the last reading holds, beside what this router sees itself.
/// </summary>
internal sealed partial class SharedHealthFeed(
    HealthStore store, CurrentFeed feed, SharedHealth shared, TimeProvider time, ILogger<SharedHealthFeed> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _changed = new(0, 1);
    private bool _subscribed;
    private bool _away;

    public override void Dispose()
    {
        _changed.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await ReadAsync(stoppingToken);
            await Task.Delay(Pause, time, stoppingToken);
            await WaitForChangeAsync(stoppingToken);
        }
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            var reading = await store.ReadAllAsync(cancellationToken);
            shared.Replace(SharedHealthView.Of(reading, feed.State.Index.Snapshot.Deployments.Select(deployment => deployment.Id)));
            if (!_subscribed)
            {
                await store.SubscribeAsync(_ => Signal(), cancellationToken);
                _subscribed = true;
            }

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

    private async Task WaitForChangeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Interval - Pause, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _changed.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Nobody told of a change; a message may have been lost.
        }
    }

    private void Signal()
    {
        try
        {
            _changed.Release();
        }
        catch (Exception e) when (e is SemaphoreFullException or ObjectDisposedException)
        {
            // A signal is waiting already, or the router is stopping.
        }
    }

    [LoggerMessage(EventId = 204, Level = LogLevel.Warning, Message = "Health is not shared with other routers and workers: {Reason} The last reading holds.")]
    private partial void LogAway(string reason);

    [LoggerMessage(EventId = 205, Level = LogLevel.Information, Message = "Health is shared again.")]
    private partial void LogBack();
}
