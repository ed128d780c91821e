using Router.Grpc.Health;

namespace Router.Grpc.Feeds;

/// <summary>Rebuilds the health view when something has changed, at most four times a second.</summary>
internal sealed class HealthFeed(
    LocalHealth local, SharedHealth shared, HealthSignal signal, CurrentHealth current, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await signal.WaitAsync(stoppingToken);
            current.View = MergedHealth.Of(local.States(), shared.States);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }
}
