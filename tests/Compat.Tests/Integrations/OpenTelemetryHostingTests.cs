using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Compat.Tests.Integrations;

public sealed partial class OpenTelemetryHostingTests
{
    private static readonly ActivitySource Source = new("compat-tests");
    private static readonly Meter Meter = new("compat-tests");

    [Fact]
    public async Task All_three_signals_flow_from_the_start_of_the_host_to_its_end()
    {
        var spans = new Kept<Activity>();
        var logs = new Kept<LogRecord>();
        var metrics = new Kept<Metric>();
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("compat-service"))
            .WithTracing(tracing => tracing.AddSource(Source.Name).AddProcessor(new SimpleActivityExportProcessor(spans)))
            .WithMetrics(meters => meters.AddMeter(Meter.Name).AddReader(new BaseExportingMetricReader(metrics)))
            .WithLogging(logging => logging.AddProcessor(new SimpleLogRecordExportProcessor(logs)));
        builder.Services.AddHostedService<SpeaksAtStart>();

        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
        }

        Assert.Contains("work", spans.Said.Select(said => ((Activity)said.Item).DisplayName));
        Assert.Contains("works", metrics.Said.Select(said => ((Metric)said.Item).Name));
        Assert.Contains(typeof(SpeaksAtStart).FullName!.Replace('+', '.'), logs.Categories);
        Assert.Equal(["compat-service"], spans.Said.Select(said => said.Service).Distinct());
    }

    [Fact]
    public void Adding_twice_makes_one_telemetry()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry();
        services.AddOpenTelemetry().WithTracing();

        Assert.Single(services, service => service.ServiceType == typeof(IHostedService));
    }

    [Fact]
    public void The_otlp_exporter_joins_the_builder()
    {
        var services = new ServiceCollection();
        services.AddOpenTelemetry().WithTracing().WithMetrics().UseOtlpExporter();
        using var provider = services.BuildServiceProvider();

        Assert.NotNull(provider.GetService<TracerProvider>());
        Assert.NotNull(provider.GetService<MeterProvider>());
    }

    private sealed partial class SpeaksAtStart(ILogger<SpeaksAtStart> logger) : IHostedService
    {
        private readonly Counter<int> _works = Meter.CreateCounter<int>("works");

        public Task StartAsync(CancellationToken cancellationToken)
        {
            using var activity = Source.StartActivity("work");
            _works.Add(1);
            Working(logger);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        [LoggerMessage(Level = LogLevel.Information, Message = "Working.")]
        private static partial void Working(ILogger logger);
    }

    private sealed class Kept<T> : BaseExporter<T>
        where T : class
    {
        public List<(object Item, string? Service)> Said { get; } = [];

        public List<string?> Categories { get; } = [];

        public override ExportResult Export(in Batch<T> batch)
        {
            var service = ParentProvider.GetResource().Attributes.First(attribute => attribute.Key == "service.name").Value as string;
            foreach (var item in batch)
            {
                Said.Add((item, service));
                Categories.Add((item as LogRecord)?.CategoryName);
            }

            return ExportResult.Success;
        }
    }
}
