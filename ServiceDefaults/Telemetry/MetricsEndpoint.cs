using Microsoft.AspNetCore.Builder;

namespace ServiceDefaults.Telemetry;

/// <summary>The metrics of a service as text that Prometheus reads.</summary>
internal static class MetricsEndpoint
{
    public const string Path = "/metrics";

    /// <summary>Serves them before anything else may ask for another key: the gate has one of its own.</summary>
    public static void UseMetrics(this IApplicationBuilder app) => app.Map(Path, metrics =>
    {
        metrics.UseMiddleware<ScrapeGate>();
        metrics.UseOpenTelemetryPrometheusScrapingEndpoint(context => !context.Request.Path.HasValue);
    });
}
