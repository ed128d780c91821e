using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Catalog.Api.Database;

/// <summary>Unhealthy until the schema and the shipped catalog are in place; reachability is the data source's own check.</summary>
internal sealed class DatabaseHealthCheck(DatabaseReadiness readiness) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(readiness.IsReady
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"PostgreSQL {readiness.State}."));
}
