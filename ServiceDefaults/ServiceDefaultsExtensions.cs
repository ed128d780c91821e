using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using ServiceDefaults.Health;
using ServiceDefaults.Telemetry;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the stack starts with: telemetry, health endpoints, service discovery.</summary>
/// <remarks>No client gets a retry or timeout handler here: retries live in the router's attempt loop alone.</remarks>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, a self check and service discovery for every HTTP and gRPC client.</summary>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.AddTelemetry();

        // A poll that finds a service not ready yet is no failure; what it waits for is in its own log and at /health.
        builder.Logging.AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthEndpoints.AliveTag]);
        builder.Services.AddServiceDiscovery();
        builder.Services.ConfigureHttpClientDefaults(client => client.AddServiceDiscovery());
        builder.Services.TryAddSingleton(TimeProvider.System);
        return builder;
    }

    /// <summary>Maps <c>/health</c> (ready for work), <c>/alive</c> (process is well) and <c>/metrics</c>. Comes before anything that demands a key.</summary>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.UseMetrics();
        app.MapHealthEndpoints();
        return app;
    }
}
