using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Router.Grpc;
using Router.Grpc.Settings;
using Routing.Catalog;
using ServiceDefaults.Redis;
using TestKit;

namespace Router.FunctionalTests.Running;

/// <summary>A router on a real Kestrel of this process. An error that nobody expected in its log fails the test.</summary>
internal sealed class RouterUnderTest : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly TemporaryFolder _folder;
    private readonly GrpcChannel _channel;

    private RouterUnderTest(WebApplication app, TemporaryFolder folder, LogCapture log)
    {
        _app = app;
        _folder = folder;
        Log = log;
        // Kestrel opens the endpoints of its configuration in the order of their names: grpc, then http.
        _channel = GrpcChannel.ForAddress(app.Urls.First());
        Http = new() { BaseAddress = new(app.Urls.Last()), Timeout = TimeSpan.FromMinutes(5) };
    }

    public HttpClient Http { get; }

    public LogCapture Log { get; }

    public GrpcChannel Channel => _channel;

    public IServiceProvider Services => _app.Services;

    public string SpoolFolder => _folder.In("spool");

    /// <summary>Starts a router alone, on a snapshot.</summary>
    public static Task<RouterUnderTest> StartAsync(CatalogSnapshot snapshot, params string[] arguments) =>
        StartAsync(snapshot, static _ => { }, arguments);

    /// <summary>The same, on a clock that the test moves, so that no limit passes before its time, however slow the machine.</summary>
    public static Task<RouterUnderTest> StartAsync(CatalogSnapshot snapshot, FakeClock clock, params string[] arguments) =>
        StartAsync(snapshot, services => services.AddSingleton<TimeProvider>(clock), arguments);

    public static async Task<RouterUnderTest> StartAsync(CatalogSnapshot snapshot, Action<IServiceCollection> services, params string[] arguments)
    {
        var folder = new TemporaryFolder();
        var file = folder.In("snapshot.json");
        await File.WriteAllBytesAsync(file, SnapshotFile.Write(snapshot));
        return await StartAsync(folder, services, ["--snapshot", file, .. arguments]);
    }

    /// <summary>Starts a router that is fed by a catalog.</summary>
    public static Task<RouterUnderTest> StartFedAsync(TemporaryFolder folder, params string[] arguments) =>
        StartFedAsync(folder, static _ => { }, arguments);

    public static Task<RouterUnderTest> StartFedAsync(TemporaryFolder folder, Action<IServiceCollection> services, params string[] arguments) =>
        StartAsync(folder, services, [$"--Router:SnapshotCopy={folder.In("copy.json")}", .. arguments]);

    /// <summary>Waits until the router has found out that its Redis is fit, without which nobody is served from it.</summary>
    public Task AdmitRedisAsync() => Patiently.TellAsync(() => Services.GetRequiredService<RedisGate>().AdmitAsync(default).AsTask());

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        Log.VerifyNoErrors();
    }

    private static async Task<RouterUnderTest> StartAsync(TemporaryFolder folder, Action<IServiceCollection> services, string[] arguments)
    {
        var log = new LogCapture();
        log.ExpectHangUps();
        var line = CommandLine.Parse(
        [
            "--spool", folder.In("spool"),
            $"--Router:AccessCopy={folder.In("access.json")}",
            "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:http:Protocols=Http1",
            "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:grpc:Protocols=Http2",
            // A test that scripts a failure means that one; those of retries ask for them.
            "--Router:Retries:Most=0",
            .. arguments,
        ]);
        var builder = WebApplication.CreateBuilder(line.HostOptions);
        builder.Logging.ClearProviders().AddProvider(log);
        builder.AddServiceDefaults();
        Assert.True(builder.TryAddRouter(line));
        // Behind the router's own, so that what a test says counts.
        services(builder.Services);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapRouter();
        await app.StartAsync();
        return new(app, folder, log);
    }
}
