using Catalog.Api;
using Catalog.Api.Snapshots;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceDefaults.ControlPlane;
using TestKit;

namespace Catalog.FunctionalTests.Hosting;

/// <summary>Catalog.Api on real Kestrel and a real database, composed as its Program does.</summary>
internal sealed class CatalogHost : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly WebApplication _app;

    private CatalogHost(WebApplication app, LogCapture logs)
    {
        _app = app;
        Logs = logs;
        // Endpoints are bound in the order of their names: grpc, http.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        // A call that expects to be told to go on waits for that, or its answer gets lost behind a body that nobody reads.
        Http = new HttpClient(new SocketsHttpHandler { Expect100ContinueTimeout = Patience }) { BaseAddress = new Uri(addresses[1]), Timeout = Patience };
        GrpcAddress = addresses[0];
        Channel = GrpcChannel.ForAddress(GrpcAddress, new GrpcChannelOptions { MaxReceiveMessageSize = null });
    }

    public HttpClient Http { get; }

    public string GrpcAddress { get; }

    public GrpcChannel Channel { get; }

    public LogCapture Logs { get; }

    public IServiceProvider Services => _app.Services;

    public CatalogFeed Feed => Services.GetRequiredService<CatalogFeed>();

    /// <summary>Starts it and waits until the catalog is served.</summary>
    public static async Task<CatalogHost> StartAsync(string connectionString, params string[] settings)
    {
        var host = await StartUnreadyAsync(connectionString, settings);
        await host.Feed.NextAsync(null, CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(5));
        return host;
    }

    /// <summary>Starts it without waiting for the database.</summary>
    public static async Task<CatalogHost> StartUnreadyAsync(string connectionString, params string[] settings)
    {
        var logs = new LogCapture();
        // As routers do that are stopped.
        logs.ExpectHangUps();

        // Reflection clients in other languages hang up in the middle of the stream once they know enough.
        logs.Expect(line => line.Message.Contains("'ServerReflectionInfo'", StringComparison.Ordinal) && line.Exception is IOException);
        var builder = WebApplication.CreateBuilder(
        [
            $"--ConnectionStrings:catalog={connectionString}",
            "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:http:Protocols=Http1",
            "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:grpc:Protocols=Http2",
            .. settings,
        ]);
        builder.Logging.ClearProviders().AddProvider(logs);
        builder.AddServiceDefaults();
        builder.AddCatalog();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCatalog();
        await app.StartAsync();
        return new CatalogHost(app, logs);
    }

    public void PresentServiceKey(string key) => Http.DefaultRequestHeaders.Add(ServiceKey.Header, key);

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
