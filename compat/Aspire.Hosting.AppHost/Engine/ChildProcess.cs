using System.Diagnostics;

namespace Aspire.Hosting.Engine;

/// <summary>A started process: its output line by line, its end, and the way to bring that about.</summary>
internal sealed class ChildProcess
{
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly bool _leadsGroup;
    private readonly TimeProvider _time;
    private readonly TaskCompletionSource _silent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<int> _exited = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open = 2;

    public ChildProcess(Process process, bool leadsGroup, Action<string, bool> onLine, TimeProvider time)
    {
        (_process, _leadsGroup, _time) = (process, leadsGroup, time);
        process.Exited += (_, _) => _ = EndAsync();
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
            else if (Interlocked.Decrement(ref _open) == 0)
            {
                _silent.SetResult();
            }
        }
    }

    public int Id { get; }

    /// <summary>The exit code; 128 and the signal's number for one that was killed.</summary>
    public Task<int> Exited => _exited.Task;

    /// <summary>Asks politely, then firmly, then ends the process and all that it started.</summary>
    public async Task StopAsync(TimeSpan grace)
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
            await EndsWithinAsync(grace).ConfigureAwait(false);
        }

        Kill();
        await EndsWithinAsync(grace).ConfigureAwait(false);
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

    private async Task EndsWithinAsync(TimeSpan limit) =>
        await Task.WhenAny(_exited.Task, Task.Delay(limit, _time)).ConfigureAwait(false);

    // What it said last tells why it ended, and may still be on its way. For a while only: a grandchild may hold the output open for ever.
    private async Task EndAsync()
    {
        await Task.WhenAny(_silent.Task, Task.Delay(LastWords, _time)).ConfigureAwait(false);
        _exited.TrySetResult(_process.ExitCode);
    }
}
