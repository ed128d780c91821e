using Catalog.Api;
using Catalog.Api.Snapshots;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestKit.Postgres;

namespace Catalog.Benchmarks;

/// <summary>Catalog.Api on free ports of this machine, with a PostgreSQL of its own that flushes every commit as a real one does.</summary>
internal sealed class RunningCatalog : IAsyncDisposable
{
    private readonly PostgresServer _server;
    private readonly WebApplication _app;

    private RunningCatalog(PostgresServer server, WebApplication app)
    {
        _server = server;
        _app = app;

        // Endpoints are bound in the order of their names: grpc, http.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        Channel = GrpcChannel.ForAddress(addresses[0], new GrpcChannelOptions { MaxReceiveMessageSize = null });
        Http = new HttpClient { BaseAddress = new Uri(addresses[1]) };
    }

    public GrpcChannel Channel { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningCatalog> StartAsync()
    {
        var server = await PostgresServer.StartAsync("fsync=on", "full_page_writes=on", "synchronous_commit=on", "shared_buffers=128MB");
        var builder = WebApplication.CreateBuilder(
        [
            $"--ConnectionStrings:catalog={await server.CreateDatabaseAsync()}",
            "--Kestrel:Endpoints:http:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:http:Protocols=Http1",
            "--Kestrel:Endpoints:grpc:Url=http://127.0.0.1:0",
            "--Kestrel:Endpoints:grpc:Protocols=Http2",
        ]);
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        builder.AddCatalog();
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapCatalog();
        await app.StartAsync();
        await app.Services.GetRequiredService<CatalogFeed>().NextAsync(null, CancellationToken.None);
        return new RunningCatalog(server, app);
    }

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        await _server.DisposeAsync();
    }
}
