using Aspire.Routing.V1;
using Grpc.HealthCheck;
using static Grpc.Health.V1.HealthCheckResponse.Types;

namespace Router.Grpc.Grpc;

/// <summary>Keeps the standard gRPC health service up to date: serving from the start until the stop begins.</summary>
internal sealed class ServingState(HealthServiceImpl health, IHostApplicationLifetime lifetime) : IHostedService
{
    private static readonly string[] Services = ["", RouterService.Descriptor.FullName, HealthService.Descriptor.FullName, DecisionService.Descriptor.FullName];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => Set(ServingStatus.Serving));
        lifetime.ApplicationStopping.Register(() => Set(ServingStatus.NotServing));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Set(ServingStatus status)
    {
        foreach (var service in Services)
        {
            health.SetStatus(service, status);
        }
    }
}
