using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>
/// Starts processes so that none outlives the app host unnoticed. On Linux each gets its own session, so that Ctrl-C at the
/// terminal reaches the app host alone and the order of stopping stays ours; and each is told to end when the app host is
/// killed. That last wish follows the thread that started the process, so all of them start on one that lives as long as
/// the engine.
/// </summary>
internal sealed class ProcessLauncher : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];
    private readonly IReadOnlyList<string> _wrapper = FindWrapper();
    private readonly TimeProvider _time;

    public ProcessLauncher(TimeProvider time)
    {
        _time = time;
        var thread = new Thread(() =>
        {
            foreach (var start in _work.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "process launcher" };
        thread.Start();
    }

    /// <summary>Whether processes lead a group of their own, which can then be signalled as a whole.</summary>
    public bool LeadsGroup => _wrapper.Count > 0;

    /// <exception cref="DistributedApplicationException">The command cannot be started.</exception>
    public Task<ChildProcess> StartAsync(ProcessSpec spec, Action<string, bool> onLine)
    {
        var started = new TaskCompletionSource<ChildProcess>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                started.SetResult(Start(spec, onLine));
            }
            catch (Exception e) when (e is Win32Exception or InvalidOperationException or IOException or DistributedApplicationException)
            {
                started.SetException(e is DistributedApplicationException ? e : new DistributedApplicationException(e.Message));
            }
        });
        return started.Task;
    }

    public void Dispose() => _work.CompleteAdding();

    private ChildProcess Start(ProcessSpec spec, Action<string, bool> onLine)
    {
        var command = ExecutablePath.Find(spec.Command)
            ?? throw new DistributedApplicationException($"'{spec.Command}' is not there: install it or put its folder on PATH.");
        if (!Directory.Exists(spec.WorkingDirectory))
        {
            throw new DistributedApplicationException($"Its working folder {spec.WorkingDirectory} is not there.");
        }

        var info = new ProcessStartInfo
        {
            WorkingDirectory = spec.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] line = [.. _wrapper, command, .. spec.Arguments];
        info.FileName = line[0];
        foreach (var argument in line.Skip(1))
        {
            info.ArgumentList.Add(argument);
        }

        foreach (var (name, value) in spec.Environment)
        {
            info.Environment[name] = value;
        }

        var process = new Process { StartInfo = info, EnableRaisingEvents = true };
        return new ChildProcess(process, LeadsGroup, onLine, _time);
    }

    private static List<string> FindWrapper()
    {
        if (!OperatingSystem.IsLinux() || ExecutablePath.Find("setsid") is not { } setsid)
        {
            return [];
        }

        return ExecutablePath.Find("setpriv") is { } setpriv ? [setsid, setpriv, "--pdeathsig=TERM"] : [setsid];
    }
}
