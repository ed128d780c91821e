using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Router.Grpc.Feeds;

/// <summary>Degraded while the default model cannot serve; requests that name a model are not affected.</summary>
internal sealed class DefaultModelHealthCheck(DefaultModelReport report) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(report.Fault is { } fault ? HealthCheckResult.Degraded(fault) : HealthCheckResult.Healthy());
}
