using System.Collections.Concurrent;
using System.Diagnostics;

namespace TestKit.Processes;

/// <summary>A service in a process of its own that runs until it is killed.</summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(5);
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private ServiceProcess(Process process) => _process = process;

    /// <summary>What it printed so far, to either stream.</summary>
    public string Output => string.Join('\n', _output);

    /// <summary>Starts the build of a service that was made together with the running tests, and waits until it says a text.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not say it in time; the message has what it said.</exception>
    public static async Task<ServiceProcess> StartAsync(string service, string until, params string[] arguments)
    {
        var tests = new DirectoryInfo(AppContext.BaseDirectory);
        var program = Path.Combine(tests.Parent!.Parent!.FullName, service, tests.Name, $"{service}.dll");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [program, .. arguments])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Path.GetDirectoryName(program),
            },
        };
        var running = new ServiceProcess(process);
        process.OutputDataReceived += (_, line) => running.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => running.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await Eventually.Is(() => process.HasExited || running.Output.Contains(until, StringComparison.Ordinal), Deadline);
        }
        catch (TimeoutException)
        {
            await running.DisposeAsync();
        }

        return running.Output.Contains(until, StringComparison.Ordinal) ? running : throw new InvalidOperationException(running.Output);
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync().WaitAsync(Deadline);
    }

    /// <summary>Kills it, unless it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
