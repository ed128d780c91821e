using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace ServiceDefaults.Telemetry;

/// <summary>Metrics to be read at <c>/metrics</c>; with traces and logs exported when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names a collector.</summary>
internal static class TelemetryExtensions
{
    // .NET's own sources and meters replace the instrumentation packages.
    private static readonly string[] Sources =
    [
        "Aspire.Routing.*",
        "Microsoft.AspNetCore",
        "System.Net.Http",
        "Npgsql",
    ];

    // Those of the runtime are read when somebody asks, and cost nothing before.
    private static readonly string[] OwnMeters =
    [
        "Aspire.Routing.*",
        "System.Runtime",
        "Npgsql",
    ];

    // These measure every request and connection a second time, which only a collector is worth.
    private static readonly string[] ServerMeters =
    [
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "System.Net.Http",
    ];

    public static void AddTelemetry(this IHostApplicationBuilder builder)
    {
        var telemetry = builder.Services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(OwnMeters).AddPrometheusExporter());
        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            // Without a collector nobody would read the spans, logs and measurements of the server, and gathering them costs every request.
            return;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });
        telemetry
            .WithTracing(tracing => tracing.AddSource(Sources))
            .WithMetrics(metrics => metrics.AddMeter(ServerMeters))
            .UseOtlpExporter();
    }
}
