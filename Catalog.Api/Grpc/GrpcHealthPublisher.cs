using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Catalog.Api.Grpc;

/// <summary>Says over grpc.health.v1 what <c>/health</c> says over HTTP.</summary>
internal sealed class GrpcHealthPublisher(HealthServiceImpl health) : IHealthCheckPublisher
{
    private static readonly string[] Services = ["", "aspire.catalog.v1.CatalogService", "aspire.catalog.v1.UsageService"];

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        var status = report.Status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving;
        foreach (var service in Services)
        {
            health.SetStatus(service, status);
        }

        return Task.CompletedTask;
    }
}
