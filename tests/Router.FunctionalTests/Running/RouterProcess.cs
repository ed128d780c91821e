using System.Collections.Concurrent;
using System.Diagnostics;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>A router in a process of its own, as people start it.</summary>
internal sealed class RouterProcess : IAsyncDisposable
{
    private const string Listening = "Now listening on: ";

    // The router's own build, with its own settings file: debug or release, as the tests are.
    private static readonly string Program = Repository.File(
        $"artifacts/bin/Router.Grpc/{new DirectoryInfo(AppContext.BaseDirectory).Name}/Router.Grpc.dll");

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();

    private RouterProcess(Process process) => _process = process;

    public string Output => string.Join('\n', _output);

    /// <summary>Base address of HTTP; the process lists gRPC first.</summary>
    public Uri Address => new(Addresses()[1]);

    /// <summary>Address of gRPC.</summary>
    public Uri GrpcAddress => new(Addresses()[0]);

    public static RouterProcess Start(params string[] arguments) => Start(new Dictionary<string, string>(), arguments);

    private static RouterProcess Start(IReadOnlyDictionary<string, string> environment, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new Process { StartInfo = start };
        var router = new RouterProcess(process);
        process.OutputDataReceived += (_, line) => router.Keep(line.Data);
        process.ErrorDataReceived += (_, line) => router.Keep(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return router;
    }

    /// <summary>Starts on free ports and waits until it serves.</summary>
    public static Task<RouterProcess> ServeAsync(params string[] arguments) => ServeAsync(new Dictionary<string, string>(), arguments);

    /// <summary>The same with environment variables of its own.</summary>
    public static async Task<RouterProcess> ServeAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var router = Start(
            environment,
            ["--Kestrel:Endpoints:http:Url=http://127.0.0.1:0", "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0", .. arguments]);
        await Eventually.Is(
            () => router.Addresses().Length == 2 || (router._process.HasExited ? throw new InvalidOperationException(router.Output) : false),
            TimeSpan.FromMinutes(5));
        return router;
    }

    public async Task<int> ExitAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await _process.WaitForExitAsync(deadline.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to stop, as orchestrators do.</summary>
    public Task<int> TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
        return ExitAsync();
    }

    /// <summary>Ends it as <c>kill -9</c> does.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private string[] Addresses() =>
        [.. _output.Where(line => line.Contains(Listening, StringComparison.Ordinal)).Select(line => line[(line.IndexOf(Listening, StringComparison.Ordinal) + Listening.Length)..].Trim())];

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
