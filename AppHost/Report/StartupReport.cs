using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace AppHost.Report;

/// <summary>
/// Follows the start: says what is still awaited, prints the table when everything is ready, and ends the run with exit
/// code 1 when something will not come up.
/// </summary>
internal sealed class StartupReport(
    DistributedApplicationModel model,
    ResourceNotificationService notifications,
    StackNotes notes,
    IHostApplicationLifetime lifetime) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, CustomResourceSnapshot?> _states = model.Resources
        .Where(resource => resource is ProjectResource or ExecutableResource or ContainerResource)
        .ToDictionary(resource => resource.Name, _ => (CustomResourceSnapshot?)null);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        Console.WriteLine($"Starting {string.Join(", ", _states.Keys)}.");
        using var timer = new Timer(_ => SayWhatIsAwaited(), null, Period, Period);
        await foreach (var change in notifications.WatchAsync(stoppingToken))
        {
            if (!_states.ContainsKey(change.Resource.Name))
            {
                continue;
            }

            lock (_states)
            {
                _states[change.Resource.Name] = change.Snapshot;
            }

            if (change.Snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text))
            {
                await GiveUpAsync(change.Resource.Name);
                return;
            }

            if (_states.Values.All(IsReady))
            {
                break;
            }
        }

        await timer.DisposeAsync();
        Console.WriteLine(ResourceTable.Format(_states, notes));
    }

    private static bool IsReady(CustomResourceSnapshot? state) =>
        state?.State?.Text == KnownResourceStates.Running && state.HealthStatus == HealthStatus.Healthy;

    private async Task GiveUpAsync(string name)
    {
        await Console.Error.WriteLineAsync($"error: {name} did not come up: stopping everything. Its log is in {Path.Combine(notes.LogFolder, name + ".log")}");
        Environment.ExitCode = 1;
        lifetime.StopApplication();
    }

    private void SayWhatIsAwaited()
    {
        lock (_states)
        {
            var awaited = _states.Where(pair => !IsReady(pair.Value)).Select(pair => $"{pair.Key} ({pair.Value?.State?.Text.ToLowerInvariant() ?? "not started"})");
            Console.WriteLine($"Waiting for {string.Join(", ", awaited)}.");
        }
    }
}
