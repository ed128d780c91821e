using Router.Grpc.Health;
using Routing.Health;

namespace Router.Grpc.Feeds;

/// <summary>Rebuilds the health view when something has changed, at most four times a second.</summary>
internal sealed class HealthFeed(LocalHealth local, CurrentHealth current, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await local.WaitForChangeAsync(stoppingToken);
            current.View = new HealthView(local.States());
            await Task.Delay(Pause, time, stoppingToken);
        }
    }
}
