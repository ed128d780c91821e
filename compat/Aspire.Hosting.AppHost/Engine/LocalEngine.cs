using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>
/// Stands in for Aspire's orchestrator: starts the processes of the model on this machine, waits for their health, writes
/// their logs, restarts what crashes, and stops everything in reverse order.
/// </summary>
internal static class LocalEngine
{
    public static void AddTo(HostApplicationBuilder host)
    {
        var settings = EngineSettings.From(host.Configuration);
        var record = new RunRecord(settings.StoreDirectory);
        // Before anything else: whoever prepares a data folder next must not find a server of the last run at work in it.
        record.StopLeftovers(Console.Out);

        host.Logging.ClearProviders()
            .AddConsole(console => console.FormatterName = PlainConsoleFormatter.FormatterName)
            .AddConsoleFormatter<PlainConsoleFormatter, Microsoft.Extensions.Logging.Console.ConsoleFormatterOptions>()
            .AddFilter("Microsoft", LogLevel.Warning)
            // An unready resource is the normal case while it starts; the engine reports the one that stays so.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);

        host.Services.AddHealthChecks();
        host.Services.TryAddSingleton(TimeProvider.System);
        host.Services.AddSingleton(settings);
        host.Services.AddSingleton(record);
        host.Services.AddSingleton<ResourceNotificationService>();
        host.Services.AddSingleton<ResourceLoggerService>();
        host.Services.AddSingleton<ProcessLauncher>();
        host.Services.AddSingleton<HealthWait>();
        host.Services.AddSingleton<Supervision>();
        host.Services.AddSingleton<Orchestrator>();
        host.Services.AddHostedService(services => services.GetRequiredService<Orchestrator>());
        host.Services.AddHostedService<StopRequests>();
        host.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromMinutes(3));
    }
}
