using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Providers.Worker.Sync;

/// <summary>Tells how each provider's latest sync ended.</summary>
internal sealed class SyncHealthCheck(SyncReport report) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = report.Outcomes.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).ToDictionary(
            entry => entry.Key.Value,
            object (entry) => new { result = entry.Value.Result.ToString(), at = entry.Value.At, detail = entry.Value.Detail });
        var synced = report.Outcomes.Values.Count(outcome => outcome.Result == SyncResult.Synced);
        var failed = report.Outcomes.Values.Count(outcome => outcome.Result is not (SyncResult.Synced or SyncResult.Skipped));
        var description = $"{synced} providers synced, {failed} failed, {data.Count - synced - failed} not asked";
        return Task.FromResult(failed == 0
            ? HealthCheckResult.Healthy(description, data)
            : HealthCheckResult.Degraded(description, exception: null, data));
    }
}
