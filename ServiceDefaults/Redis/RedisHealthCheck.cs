using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ServiceDefaults.Redis;

/// <summary>Says whether Redis serves. Without it services go on with what they know, so that its absence only degrades.</summary>
internal sealed class RedisHealthCheck(RedisGate redis, TimeProvider time) : IHealthCheck
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await redis.AdmitAsync(cancellationToken).AsTask().WaitAsync(Deadline, time, cancellationToken);
            var latency = await redis.Connection.GetDatabase().PingAsync().WaitAsync(Deadline, time, cancellationToken);
            return HealthCheckResult.Healthy($"answers in {latency.TotalMilliseconds:0.0} ms");
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            // The client's own messages hold addresses and counters of its queues, which help nobody here.
            var reason = e is UnusableRedisException ? e.Message : "Redis does not answer. Health is not shared until it does.";
            return HealthCheckResult.Degraded(reason, e);
        }
    }
}
