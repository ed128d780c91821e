using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>A started process: its output line by line, its end, and the way to bring that about.</summary>
internal sealed class ChildProcess
{
    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ChildProcess(Process process, bool leadsGroup, Action<string, bool> onLine)
    {
        (_process, _leadsGroup) = (process, leadsGroup);
        // Not WaitForExitAsync: that waits for the output's end too, which a grandchild may hold open for ever.
        process.Exited += (_, _) => _exited.TrySetResult(process.ExitCode);
        process.OutputDataReceived += (_, line) => Pass(line.Data, isError: false);
        process.ErrorDataReceived += (_, line) => Pass(line.Data, isError: true);
        process.Start();
        Id = process.Id;
        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();

        void Pass(string? text, bool isError)
        {
            if (text is not null)
            {
                onLine(text, isError);
            }
        }
    }

    public int Id { get; }

    /// <summary>The exit code; 128 and the signal's number for one that was killed.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Asks politely, then firmly, then ends the process and all that it started.</summary>
    public async Task StopAsync(TimeSpan grace, TimeProvider time)
    {
        if (OperatingSystem.IsWindows())
        {
            Kill();
            await _exited.Task.ConfigureAwait(false);
            return;
        }

        // PostgreSQL waits at SIGTERM until its last client has gone; SIGINT makes it end their sessions.
        foreach (var signal in (int[])[Posix.SigTerm, Posix.SigInt])
        {
            if (_exited.Task.IsCompleted)
            {
                break;
            }

            Posix.Signal(Id, signal);
            await EndsWithinAsync(grace, time).ConfigureAwait(false);
        }

        Kill();
        await EndsWithinAsync(grace, time).ConfigureAwait(false);
    }

    /// <summary>Ends the process, and whatever is left of its group when it has ended already.</summary>
    public void Kill()
    {
        if (_leadsGroup)
        {
            Posix.SignalGroup(Id, Posix.SigKill);
        }
        else if (!_exited.Task.IsCompleted)
        {
            _process.Kill(entireProcessTree: true);
        }
    }

    private async Task EndsWithinAsync(TimeSpan limit, TimeProvider time) =>
        await Task.WhenAny(_exited.Task, Task.Delay(limit, time)).ConfigureAwait(false);
}
