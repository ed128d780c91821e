using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Router.Grpc.Admission.Quotas;

/// <summary>Says whether somebody keeps count of rate limits for all routers.</summary>
internal sealed class QuotaHealthCheck(QuotaLink link) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(link.IsAway
        ? HealthCheckResult.Degraded($"Redis does not keep count of rate limits: this router lets through one of {link.Routers} equal shares of each.")
        : HealthCheckResult.Healthy($"{link.Routers} routers share the rate limits."));
}
