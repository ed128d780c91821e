using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Engine;

/// <summary>Starts a supervisor per process of the model and, at the end, stops them in reverse order.</summary>
internal sealed class Orchestrator(DistributedApplicationModel model, Supervision with, IHostApplicationLifetime lifetime) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<Supervisor> _supervisors = [];
    private readonly List<Task> _lives = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        AllocateEndpoints();
        foreach (var resource in model.Resources)
        {
            if (resource is ExecutableResource or ProjectResource or ContainerResource)
            {
                var supervisor = new Supervisor(resource, with);
                _supervisors.Add(supervisor);
                Follow(supervisor.RunAsync(_stopping.Token));
            }
            else
            {
                Follow(AnnounceAsync(resource));
            }
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        with.Logger.Stopping(string.Join(", ", Enumerable.Reverse(_supervisors).Where(one => one.IsRunning).Select(one => one.Name)));
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var life in _lives)
        {
            await life.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        // A resource is stated after whatever it refers to, so the reverse never takes a dependency away from the living.
        foreach (var supervisor in Enumerable.Reverse(_supervisors))
        {
            await supervisor.StopAsync().ConfigureAwait(false);
        }

        // What went wrong inside the engine itself must not pass for an ordinary end.
        await Task.WhenAll(_lives.Where(life => life.IsFaulted)).ConfigureAwait(false);
    }

    /// <summary>For the impatient: ends everything at once.</summary>
    public void KillAll() => _supervisors.ForEach(supervisor => supervisor.Kill());

    public void Dispose()
    {
        _supervisors.ForEach(supervisor => supervisor.Dispose());
        _stopping.Dispose();
    }

    /// <summary>Parameters and connection strings have no process: they are there once what they wait for is.</summary>
    private async Task AnnounceAsync(IResource resource)
    {
        if (await Dependencies.AwaitAsync(resource, with, _stopping.Token).ConfigureAwait(false))
        {
            await with.Notifications.PublishUpdateAsync(
                resource,
                before => before with { State = KnownResourceStates.Running, HealthStatus = HealthStatus.Healthy }).ConfigureAwait(false);
        }
    }

    private void Follow(Task life)
    {
        _lives.Add(life);
        life.ContinueWith(_ => lifetime.StopApplication(), CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
    }

    private void AllocateEndpoints()
    {
        foreach (var endpoint in model.Resources.SelectMany(resource => resource.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, endpoint.Port ?? FreePort());
        }
    }

    private static int FreePort()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
