using System.Diagnostics;
using Gateway.Benchmarks.Loads;

namespace Gateway.Benchmarks.Gateways;

/// <summary>One of what is compared, in a process of its own; ends with the benchmark.</summary>
internal sealed class RunningGateway : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process? _process;

    /// <param name="name">As printed.</param>
    /// <param name="port">Where it listens.</param>
    /// <param name="start">How it is started; null when it runs already.</param>
    /// <param name="core">The only core it may use; null for all.</param>
    /// <param name="headers">What every request to it must carry besides.</param>
    public RunningGateway(string name, int port, ProcessStartInfo? start, int? core, params IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        Headers = headers;
        (Name, Address) = (name, new Uri($"http://127.0.0.1:{port}/v1/chat/completions"));
        if (start is null)
        {
            return;
        }

        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        var began = Stopwatch.GetTimestamp();
        _process = Process.Start(start)!;
        if (core is { } only && (OperatingSystem.IsLinux() || OperatingSystem.IsWindows()))
        {
            _process.ProcessorAffinity = 1 << only;
        }

        _process.OutputDataReceived += Keep;
        _process.ErrorDataReceived += Keep;
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        ColdStart = Await(began);
    }

    public string Name { get; }

    public Uri Address { get; }

    /// <summary>What every request to it must carry besides.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; }

    /// <summary>From the start of the process to the first answer.</summary>
    public TimeSpan ColdStart { get; }

    /// <summary>Processor time so far; zero for what has no process.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process?.Refresh();
            return _process?.TotalProcessorTime ?? TimeSpan.Zero;
        }
    }

    /// <summary>The most memory it ever had, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            _process?.Refresh();
            return _process?.PeakWorkingSet64 ?? 0;
        }
    }

    /// <summary>The memory it has now, in bytes.</summary>
    public long Memory
    {
        get
        {
            _process?.Refresh();
            return _process?.WorkingSet64 ?? 0;
        }
    }

    private string LastWords { get; set; } = "";

    public void Dispose()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
            _process.Dispose();
        }
    }

    private void Keep(object sender, DataReceivedEventArgs line) => LastWords = line.Data ?? LastWords;

    private TimeSpan Await(long began)
    {
        using var client = new HttpClient();
        while (Stopwatch.GetElapsedTime(began) < Patience)
        {
            try
            {
                using var request = Asking.Request(this, Prompts.Small);
                using var response = client.Send(request);
                if (response.IsSuccessStatusCode)
                {
                    return Stopwatch.GetElapsedTime(began);
                }
            }
            catch (HttpRequestException) when (!_process!.HasExited)
            {
                // Not listening yet.
            }

            Thread.Sleep(10);
        }

        throw new InvalidOperationException($"{Name} did not answer within {Patience.TotalSeconds} s. {LastWords}");
    }
}
