using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Trace;

namespace ServiceDefaults.Tests.Telemetry;

public sealed partial class TelemetryTests
{
    [Fact]
    public async Task Spans_measurements_and_logs_reach_the_collector()
    {
        await using var collector = await OtlpCollector.StartAsync();
        using var source = new ActivitySource("Aspire.Routing.Tests");
        using var meter = new Meter("Aspire.Routing.Tests");

        using (var host = Build(collector.Address))
        {
            await host.StartAsync();
            var logger = host.Services.GetRequiredService<ILogger<TelemetryTests>>();
            using (source.StartActivity("span-seen"))
            {
                meter.CreateCounter<int>("counter.seen").Add(1);
                LogSeen(logger);
            }

            await host.StopAsync();
        }

        Assert.Contains("span-seen", collector.Received("traces"), StringComparison.Ordinal);
        Assert.Contains("counter.seen", collector.Received("metrics"), StringComparison.Ordinal);
        Assert.Contains("log-seen", collector.Received("logs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_collector_nothing_is_gathered()
    {
        using var host = Build(endpoint: null);

        Assert.Null(host.Services.GetService<TracerProvider>());
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "log-seen")]
    private static partial void LogSeen(ILogger logger);

    private static IHost Build(string? endpoint)
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint;
        builder.Configuration["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
        builder.AddServiceDefaults();
        return builder.Build();
    }
}
