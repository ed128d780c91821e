using Router.Grpc.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Feeds;

/// <summary>Tells the shared store what this router sees of deployments, four times a second at most.</summary>
internal sealed class HealthReport(OutcomeTally tally, HealthStore store, TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await Task.Delay(Interval, time, stoppingToken);
            try
            {
                foreach (var observation in tally.Take())
                {
                    await store.RecordAsync(observation, stoppingToken);
                }
            }
            catch (Exception e) when (RedisFailure.IsOutage(e))
            {
                // The feed, which reads the same store, says so; what was not told is old by the time the store is back.
            }
        }
    }
}
