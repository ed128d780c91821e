using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.Engine;

/// <summary>Keeps one resource's process running: waits for what it needs, starts it, watches it, starts it again.</summary>
internal sealed partial class Supervisor : IDisposable
{
    private readonly IResource _resource;
    private readonly Supervision _with;
    private readonly RestartPauses _pauses;
    private readonly ResourceLog? _log;
    private ChildProcess? _process;
    private bool _wasHealthy;

    public Supervisor(IResource resource, Supervision with)
    {
        (_resource, _with, _pauses) = (resource, with, new RestartPauses(with.Settings));
        _log = with.Settings.LogDirectory is { } directory ? new ResourceLog(directory, resource.Name, with.Time) : null;
    }

    public string Name => _resource.Name;

    public bool IsRunning => _process is { Exited.IsCompleted: false };

    private string LogHint => _log is null ? "" : $" Log: {_log.FilePath}";

    public async Task RunAsync(CancellationToken stopping)
    {
        if (!await Dependencies.AwaitAsync(_resource, _with, stopping).ConfigureAwait(false))
        {
            await PublishAsync(KnownResourceStates.FailedToStart).ConfigureAwait(false);
            return;
        }

        for (var attempt = 1; !stopping.IsCancellationRequested; attempt++)
        {
            var began = _with.Time.GetTimestamp();
            var end = await RunOnceAsync(stopping).ConfigureAwait(false);
            if (end is null || stopping.IsCancellationRequested)
            {
                return;
            }

            var mayRetry = end.Retry && (_wasHealthy || attempt < _with.Settings.StartAttempts);
            if (!mayRetry)
            {
                _with.Logger.GaveUp(_resource.Name, end.Reason, LogHint);
                await PublishAsync(end.ExitCode is null ? KnownResourceStates.FailedToStart : KnownResourceStates.Exited, end.ExitCode).ConfigureAwait(false);
                return;
            }

            var pause = _pauses.Next(_with.Time.GetElapsedTime(began));
            _with.Logger.Restarting(_resource.Name, end.Reason, pause.TotalSeconds, LogHint);
            await PublishAsync(KnownResourceStates.Starting, end.ExitCode).ConfigureAwait(false);
            await Task.Delay(pause, _with.Time, stopping).ConfigureAwait(false);
        }
    }

    public async Task StopAsync()
    {
        if (_process is not { } process)
        {
            return;
        }

        await PublishAsync(KnownResourceStates.Stopping).ConfigureAwait(false);
        await process.StopAsync(_with.Settings.StopGrace).ConfigureAwait(false);
        _with.Record.Remove(process.Id);
        await PublishAsync(KnownResourceStates.Finished).ConfigureAwait(false);
    }

    public void Kill() => _process?.Kill();

    public void Dispose() => _log?.Dispose();

    /// <summary>One life of the process; null when there was nothing to start because the application is ending.</summary>
    private async Task<End?> RunOnceAsync(CancellationToken stopping)
    {
        await PublishAsync(KnownResourceStates.Starting).ConfigureAwait(false);
        _with.Output.MarkStart(_resource.Name);
        try
        {
            var spec = await _with.Plan.ForAsync(_resource, stopping).ConfigureAwait(false);
            _process = await _with.Launcher.StartAsync(spec, OnLine).ConfigureAwait(false);
        }
        catch (DistributedApplicationException e)
        {
            return new End(e.Message, ExitCode: null, Retry: false);
        }

        var process = _process;
        _with.Record.Add(_resource.Name, process.Id);
        await PublishAsync(KnownResourceStates.Running).ConfigureAwait(false);
        var unready = await AwaitHealthAsync(process, stopping).ConfigureAwait(false);
        if (unready is not null)
        {
            await process.StopAsync(_with.Settings.StopGrace).ConfigureAwait(false);
            _with.Record.Remove(process.Id);
            return new End(unready, ExitCode: null, Retry: _wasHealthy);
        }

        var exitCode = await process.Exited.WaitAsync(stopping).ConfigureAwait(false);
        // What it started must not live on beside its successor.
        process.Kill();
        _with.Record.Remove(process.Id);
        return new End(CrashCause.Of(exitCode, _with.Output.SinceStart(_resource.Name)), exitCode, Retry: true);
    }

    /// <summary>Null when it got healthy or has ended; else why the deadline passed.</summary>
    private async Task<string?> AwaitHealthAsync(ChildProcess process, CancellationToken stopping)
    {
        var reason = "it is not healthy";
        using var until = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var healthy = _with.Health.UntilHealthyAsync(_resource, why => reason = why, until.Token);
        var deadline = Task.Delay(_with.Settings.StartDeadline, _with.Time, until.Token);
        var first = await Task.WhenAny(healthy, process.Exited, deadline).ConfigureAwait(false);
        if (first == healthy)
        {
            await healthy.ConfigureAwait(false);
            if (_wasHealthy)
            {
                _with.Logger.ReadyAgain(_resource.Name);
            }

            _wasHealthy = true;
            await PublishAsync(KnownResourceStates.Running, health: HealthStatus.Healthy).ConfigureAwait(false);
        }

        await until.CancelAsync().ConfigureAwait(false);
        await ((Task)healthy).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return first == deadline && !stopping.IsCancellationRequested
            ? $"not ready after {_with.Settings.StartDeadline.TotalSeconds:0} s: {reason}"
            : null;
    }

    private void OnLine(string written, bool isError)
    {
        // Colours are for terminals: in a file they hide the words from a search.
        var line = Colour().Replace(written, "");
        _log?.Write(line);
        _with.Output.Append(_resource.Name, line, isError);
    }

    private Task PublishAsync(string state, int? exitCode = null, HealthStatus? health = null) =>
        _with.Notifications.PublishUpdateAsync(_resource, before => before with
        {
            State = state,
            ExitCode = exitCode,
            HealthStatus = health,
            Urls =
            [
                .. _resource.Annotations.OfType<EndpointAnnotation>()
                    .Where(endpoint => endpoint.AllocatedEndpoint is not null)
                    .Select(endpoint => new UrlSnapshot(endpoint.Name, endpoint.AllocatedEndpoint!.UriString, IsInternal: false)),
            ],
        });

    [GeneratedRegex(@"\x1B\[[0-9;]*m")]
    private static partial Regex Colour();

    private sealed record End(string Reason, int? ExitCode, bool Retry);
}
