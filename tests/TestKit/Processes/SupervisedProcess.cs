using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A server process that ends with this process, even when this one is killed (see supervise.sh).</summary>
internal sealed class SupervisedProcess : IAsyncDisposable
{
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(2);
    private readonly Process _process;
    private readonly string _folder;
    private readonly ConcurrentQueue<string> _output = new();

    private SupervisedProcess(Process process, string folder) => (_process, _folder) = (process, folder);

    public bool HasExited => _process.HasExited;

    /// <summary>What it printed so far.</summary>
    public string Output => string.Join('\n', _output);

    /// <param name="stopSignal">Signal that stops it, without SIG.</param>
    /// <param name="folder">Folder that belongs to it and is removed with it.</param>
    /// <param name="command">Program and arguments.</param>
    /// <param name="environment">Variables to add.</param>
    public static SupervisedProcess Start(
        string stopSignal, string folder, IEnumerable<string> command, IReadOnlyDictionary<string, string>? environment = null)
    {
        var script = Path.Combine(AppContext.BaseDirectory, "supervise.sh");
        var start = new ProcessStartInfo("/bin/sh", [script, stopSignal, folder, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var supervised = new SupervisedProcess(process, folder);
        process.OutputDataReceived += (_, line) => supervised.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => supervised.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return supervised;
    }

    /// <summary>Stops the server itself in its tracks, and returns when all of its threads have stopped: on a busy machine that takes a while.</summary>
    public void Pause()
    {
        Signal("STOP");
        if (OperatingSystem.IsLinux() && !SpinWait.SpinUntil(() => Directory.GetDirectories($"/proc/{Server}/task").All(IsStopped), StopDeadline))
        {
            throw new InvalidOperationException("The server does not stop.");
        }
    }

    /// <summary>Lets it go on.</summary>
    public void Resume() => Signal("CONT");

    /// <summary>Closes the pipe and waits until the server and its folder are gone.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.StandardInput.Close();
            using var deadline = new CancellationTokenSource(StopDeadline);
            await _process.WaitForExitAsync(deadline.Token);
        }

        _process.Dispose();
    }

    private string Server => File.ReadAllText(Path.Combine(_folder, ".server-pid")).Trim();

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", Server]);
        kill.WaitForExit();
    }

    // The state stands behind the name, which may hold anything.
    private static bool IsStopped(string thread)
    {
        try
        {
            var stat = File.ReadAllText(Path.Combine(thread, "stat"));
            return stat[stat.LastIndexOf(')')..].StartsWith(") T", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // It has ended since it was listed.
            return true;
        }
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
