using Microsoft.Extensions.Diagnostics.HealthChecks;
using Router.Grpc.Settings;

namespace Router.Grpc.Accounting;

/// <summary>Says whether usage is being lost, or piling up.</summary>
internal sealed class SpoolHealthCheck(Spool spool, RouterSettings settings) : IHealthCheck
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

        // Alone, nothing ever takes it away; otherwise a full segment means that the catalog has not for a while.
        return !settings.Alone && waiting > settings.Spool.SegmentBytes
            ? HealthCheckResult.Degraded($"{waiting} bytes of usage wait for the catalog.")
            : HealthCheckResult.Healthy($"{waiting} bytes of usage wait.");
    }
}
