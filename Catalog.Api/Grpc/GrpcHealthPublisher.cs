using Grpc.HealthCheck;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Catalog.Api.Grpc;

/// <summary>Says over grpc.health.v1 what <c>/health</c> says over HTTP.</summary>
internal sealed class GrpcHealthPublisher : IHealthCheckPublisher
{
    private static readonly string[] Services =
    [
        "", "aspire.catalog.v1.CatalogService", "aspire.catalog.v1.UsageService", "aspire.catalog.v1.HistoryService",
        "aspire.catalog.v1.CredentialService",
    ];

    private readonly HealthServiceImpl _health;

    /// <summary>Starts with "not serving": a caller that asks before the first report must not hear that the service is unknown.</summary>
    public GrpcHealthPublisher(HealthServiceImpl health)
    {
        _health = health;
        Publish(ServingStatus.NotServing);
    }

    public Task PublishAsync(HealthReport report, CancellationToken cancellationToken)
    {
        Publish(report.Status == HealthStatus.Unhealthy ? ServingStatus.NotServing : ServingStatus.Serving);
        return Task.CompletedTask;
    }

    private void Publish(ServingStatus status)
    {
        foreach (var service in Services)
        {
            _health.SetStatus(service, status);
        }
    }
}
