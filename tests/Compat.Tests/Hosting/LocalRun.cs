using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Engine;
using Microsoft.Extensions.DependencyInjection;
using TestKit;

namespace Compat.Tests.Hosting;

/// <summary>A small application on the stand-in's engine, with a folder of its own and no long pauses.</summary>
internal sealed class LocalRun : IAsyncDisposable
{
    /// <summary>How long processes get to end, unless a test says otherwise.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private DistributedApplication? _application;

    public LocalRun(Func<EngineSettings, EngineSettings>? settings = null)
    {
        Folder = Directory.CreateTempSubdirectory("engine-").FullName;
        Builder = DistributedApplication.CreateBuilder(["--Aspire:Store:Path", Folder, "--Compat:LogDirectory", Path.Combine(Folder, "logs")]);
        var quick = new EngineSettings
        {
            StoreDirectory = Folder,
            LogDirectory = Path.Combine(Folder, "logs"),
            FirstPause = TimeSpan.FromMilliseconds(10),
            StopGrace = Grace,
        };
        Builder.Services.AddSingleton(settings?.Invoke(quick) ?? quick);
    }

    public string Folder { get; }

    public IDistributedApplicationBuilder Builder { get; }

    public ResourceNotificationService Notifications => _application!.Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Adds a resource that runs a shell script in the run's folder.</summary>
    // A shell cannot trap what was ignored when it began, as SIGINT is below a test run that was started in the background.
    public IResourceBuilder<ExecutableResource> AddScript(string name, string script) =>
        Builder.AddExecutable(name, "env", Folder, "--default-signal=INT", "sh", "-c", script);

    public async Task StartAsync()
    {
        _application = Builder.Build();
        await _application.StartAsync();
    }

    public Task StopAsync() => _application!.StopAsync();

    public string FileIn(string name) => Path.Combine(Folder, name);

    /// <summary>The lines a script has written so far.</summary>
    public string[] Lines(string name) => File.Exists(FileIn(name)) ? File.ReadAllLines(FileIn(name)) : [];

    public async Task<ResourceEvent> StateAsync(string resource, string state)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        return await Notifications.WaitForResourceAsync(resource, change => change.Snapshot.State?.Text == state, deadline.Token);
    }

    public async Task HealthyAsync(string resource)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await Notifications.WaitForResourceHealthyAsync(resource, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.StopAsync();
            await _application.DisposeAsync();
        }

        Directory.Delete(Folder, recursive: true);
    }

    /// <summary>When the process began, by which it is told from another that gets its id; null when there is none.</summary>
    public static long? BeginOf(string pid) => Posix.StartTicks(int.Parse(pid, System.Globalization.CultureInfo.InvariantCulture));

    public static Task GoneAsync(string pid, long? begin) => Eventually.Is(() => BeginOf(pid) is not { } now || now != begin, what: $"process {pid} is gone");
}
