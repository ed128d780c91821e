using Microsoft.Extensions.Diagnostics.HealthChecks;
using Protos.Feeds;

namespace Providers.Worker.Feeds;

/// <summary>Says whether the worker knows its providers. Without the catalog it probes the ones it knew.</summary>
internal sealed class CatalogHealthCheck(CatalogWatcher watcher, CurrentCatalog current) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var link = watcher.Link;
        return Task.FromResult(link.Connected
            ? HealthCheckResult.Healthy($"at revision {current.Snapshot?.Revision ?? 0}")
            : HealthCheckResult.Degraded($"{link.Reason} Waiting since {link.Since:u}."));
    }
}
