using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Engine;

/// <summary>Names the service to OpenTelemetry and hands on the app host's collector, when there is one.</summary>
internal static class TelemetryEnvironment
{
    private static readonly string[] HandedOn = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_PROTOCOL", "OTEL_EXPORTER_OTLP_HEADERS"];

    public static void Add(Dictionary<string, object> variables, string name, IConfiguration configuration, IHostEnvironment host)
    {
        variables["OTEL_SERVICE_NAME"] = name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={name}-{Guid.NewGuid().ToString("n")[..8]}";
        foreach (var key in HandedOn)
        {
            if (configuration[key] is { Length: > 0 } value)
            {
                variables[key] = value;
            }
        }

        if (host.IsDevelopment())
        {
            // Seconds instead of half a minute between doing something and seeing it.
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_BSP_SCHEDULE_DELAY"] = "1000";
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
        }
    }
}
