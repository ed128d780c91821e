using Microsoft.Extensions.Diagnostics.HealthChecks;
using Router.Grpc.Settings;

namespace Router.Grpc.Accounting;

/// <summary>Says whether usage is being lost, or piling up.</summary>
internal sealed class SpoolHealthCheck(Spool spool, UsageBacklog backlog, RouterSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(Check());

    private HealthCheckResult Check()
    {
        var waiting = spool.WaitingBytes;
        if (!spool.Writable)
        {
            return HealthCheckResult.Degraded($"Usage cannot be written to {settings.Spool.Directory} and is being lost.");
        }

        if (backlog.Parked is > 0 and var parked)
        {
            return HealthCheckResult.Degraded($"{parked} batches of usage that ended routers have left wait in Redis.");
        }

        // Alone, nothing ever takes it away.
        return !settings.Alone && waiting > 0 && (backlog.CatalogIsAway || waiting > settings.Spool.SegmentBytes)
            ? HealthCheckResult.Degraded($"{waiting} bytes of usage wait for the catalog.")
            : HealthCheckResult.Healthy($"{waiting} bytes of usage wait.");
    }
}
