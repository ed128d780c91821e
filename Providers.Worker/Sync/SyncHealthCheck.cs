using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Providers.Worker.Sync;

/// <summary>Tells how each provider's latest sync ended. A provider that is down is no illness of the worker; a catalog that takes nothing is.</summary>
internal sealed class SyncHealthCheck(SyncReport report) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var data = report.Outcomes.OrderBy(entry => entry.Key.Value, StringComparer.Ordinal).ToDictionary(
            entry => entry.Key.Value,
            object (entry) => new { result = entry.Value.Result.ToString(), at = entry.Value.At, detail = entry.Value.Detail });
        int Count(params ReadOnlySpan<SyncResult> results)
        {
            var count = 0;
            foreach (var outcome in report.Outcomes.Values)
            {
                count += results.Contains(outcome.Result) ? 1 : 0;
            }

            return count;
        }

        var notTaken = Count(SyncResult.Refused, SyncResult.CatalogAway);
        var description =
            $"{Count(SyncResult.Synced, SyncResult.Unchanged)} synced, {Count(SyncResult.Failed)} without a usable list, {Count(SyncResult.Skipped)} not asked, {notTaken} not taken by the catalog";
        return Task.FromResult(notTaken == 0
            ? HealthCheckResult.Healthy(description, data)
            : HealthCheckResult.Degraded(description, exception: null, data));
    }
}
