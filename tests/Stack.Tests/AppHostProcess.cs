using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using TestKit;

namespace Stack.Tests;

/// <summary>The app host as a person starts it: <c>dotnet run --project AppHost</c>, with folders of its own.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartDeadline = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan StopDeadline = TimeSpan.FromMinutes(4);

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = new();
    private readonly TaskCompletionSource _ended = new();

    private AppHostProcess(StackFolder folder, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        Folder = folder;
        // A session of its own, with Ctrl-C and its closing heeded, is what a terminal gives.
        string[] command =
        [
            "--default-signal=INT,HUP", "setsid", "dotnet", "run", "--no-build", "--project", Path.Combine(Repository, "AppHost"),
            "--configuration", Configuration, "--", .. arguments,
        ];
        var start = new ProcessStartInfo("env", command) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Repository };
        start.Environment["AppHost__DataDirectory"] = folder.Data;
        start.Environment["AppHost__LogDirectory"] = folder.Logs;
        start.Environment["DOTNET_ENVIRONMENT"] = "Development";
        // A machine that is busy with other tests starts each service a good deal later than a person's.
        start.Environment["Compat__StartSeconds"] = "400";
        // Whoever runs the tests may hold keys of providers, and those would cost money.
        foreach (var key in start.Environment.Keys.Where(name => name.EndsWith("_API_KEY", StringComparison.Ordinal)).ToList())
        {
            start.Environment.Remove(key);
        }

        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.Exited += (_, _) => _ended.TrySetResult();
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public StackFolder Folder { get; }

    public string Output => string.Join('\n', _lines);

    /// <summary>Starts it and waits until it invites to the first request.</summary>
    public static async Task<AppHostProcess> StartAsync(StackFolder folder, params string[] arguments)
    {
        var host = new AppHostProcess(folder, ["--ports", "dynamic", .. arguments], environment: null);
        await Eventually.Is(() => host._ended.Task.IsCompleted || host.Output.Contains("Try it:", StringComparison.Ordinal), StartDeadline, "the stack is up");
        Assert.False(host._ended.Task.IsCompleted, host.Output);
        await Eventually.Is(() => host.Output.Contains("curl ", StringComparison.Ordinal));
        return host;
    }

    /// <summary>Runs it to its end and returns how that went.</summary>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        StackFolder folder,
        string[] arguments,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var host = new AppHostProcess(folder, arguments, environment);
        return (await host.EndAsync(StartDeadline), host.Output);
    }

    /// <summary>The address of a resource in the table.</summary>
    public Uri Address(string resource)
    {
        var row = _lines.First(line => line.StartsWith(resource + " ", StringComparison.Ordinal));
        return new Uri(row.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2]);
    }

    /// <summary>The process of each resource, as the engine recorded it.</summary>
    public IReadOnlyDictionary<string, int> Processes()
    {
        using var record = JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder.Data, "running.json")));
        return record.RootElement.EnumerateArray().ToDictionary(
            one => one.GetProperty("Name").GetString()!,
            one => one.GetProperty("Pid").GetInt32());
    }

    public int AppHostId() => int.Parse(File.ReadAllText(Path.Combine(Folder.Data, "apphost.pid")), CultureInfo.InvariantCulture);

    /// <summary>Sends a signal to <c>dotnet run</c>, or with a minus to its whole group, as a terminal does.</summary>
    public async Task<int> StopAsync(string signal, bool wholeGroup = false)
    {
        await SignalAsync(signal, (wholeGroup ? "-" : "") + _process.Id.ToString(CultureInfo.InvariantCulture));
        return await EndAsync(StopDeadline);
    }

    public static async Task SignalAsync(string signal, string target)
    {
        using var kill = Process.Start("kill", [$"-{signal}", "--", target]);
        await kill.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_ended.Task.IsCompleted)
        {
            await StopAsync("TERM");
        }

        _process.Dispose();
    }

    public static bool IsAlive(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[stat.LastIndexOf(')') + 2] is not ('Z' or 'X');
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static string Configuration => Path.GetFileName(AppContext.BaseDirectory.TrimEnd('/')).Split('_')[0];

    private static string Repository
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Aspire.Routing.sln")))
            {
                folder = folder.Parent!;
            }

            return folder.FullName;
        }
    }

    private async Task<int> EndAsync(TimeSpan deadline)
    {
        await _ended.Task.WaitAsync(deadline);
        // The text may still be on its way through the pipe.
        await _process.WaitForExitAsync(new CancellationTokenSource(deadline).Token);
        return _process.ExitCode;
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _lines.Enqueue(line);
        }
    }
}
