using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for <c>OpenTelemetryServicesExtensions</c>.</summary>
public static class OpenTelemetryServicesExtensions
{
    /// <summary>
    /// Stands in for <c>AddOpenTelemetry</c>: telemetry that starts and ends with the host. Calling it again adds to
    /// the same telemetry.
    /// </summary>
    public static OpenTelemetryBuilder AddOpenTelemetry(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(service => service.ImplementationType == typeof(TelemetryHostedService)))
        {
            // First of all hosted services, so that nothing the others do at their start goes unseen.
            services.Insert(0, ServiceDescriptor.Singleton<IHostedService, TelemetryHostedService>());
        }

        return new OpenTelemetryBuilder(services);
    }
}
