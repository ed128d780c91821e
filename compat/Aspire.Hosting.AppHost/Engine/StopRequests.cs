using System.Runtime.InteropServices;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Engine;

/// <summary>
/// Ways to end that the host itself does not know: a closed terminal, a <c>dotnet run</c> that was killed and can forward
/// nothing any more, and a second Ctrl-C from someone who will not wait.
/// </summary>
internal sealed class StopRequests(IHostApplicationLifetime lifetime, Orchestrator orchestrator, TimeProvider time, ILoggerFactory loggers)
    : IHostedService, IDisposable
{
    private static readonly TimeSpan ParentPeriod = TimeSpan.FromSeconds(1);

    private readonly ILogger _logger = loggers.CreateLogger("Aspire.Hosting");
    private readonly int _parent = Posix.ParentId;
    private readonly List<IDisposable> _watches = [];
    private int _interrupts;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watches.Add(PosixSignalRegistration.Create(PosixSignal.SIGHUP, OnHangup));
        _watches.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, _ => OnInterrupt()));
        if (_parent > 1 && Posix.ProgramName(_parent) == "dotnet")
        {
            _watches.Add(time.CreateTimer(_ => LookForParent(), null, ParentPeriod, ParentPeriod));
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _watches.ForEach(watch => watch.Dispose());

    private void OnHangup(PosixSignalContext signal)
    {
        signal.Cancel = true;
        lifetime.StopApplication();
    }

    private void OnInterrupt()
    {
        if (Interlocked.Increment(ref _interrupts) == 2)
        {
            orchestrator.KillAll();
            Environment.Exit(130);
        }
    }

    private void LookForParent()
    {
        if (Posix.ParentId != _parent && !lifetime.ApplicationStopping.IsCancellationRequested)
        {
            _logger.ParentGone(_parent);
            lifetime.StopApplication();
        }
    }
}
