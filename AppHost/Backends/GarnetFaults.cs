using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AppHost.Backends;

/// <summary>
/// Passes Garnet's complaints on to the console: it keeps serving when it can no longer write its data, and says so nowhere
/// but in its log.
/// </summary>
internal sealed class GarnetFaults(ResourceLoggerService logs, IResource server) : BackgroundService
{
    public static void Watch(IDistributedApplicationBuilder builder, IResource server) =>
        builder.Services.AddHostedService(services => new GarnetFaults(services.GetRequiredService<ResourceLoggerService>(), server));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var lines in logs.WatchAsync(server).WithCancellation(stoppingToken))
        {
            foreach (var line in lines.Where(line => IsFault(line.Content)))
            {
                Console.WriteLine($"warning: {server.Name} reports '{line.Content.Trim()}': what it holds may be lost with it.");
            }
        }
    }

    internal static bool IsFault(string line) => line.Contains("fail:", StringComparison.Ordinal) || line.Contains("crit:", StringComparison.Ordinal);
}
