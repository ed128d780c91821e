using System.Net;
using Aspire.Catalog.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ServiceDefaults.Tests.ControlPlane;

/// <summary>A control plane on real Kestrel, behind the key: one HTTP endpoint, one gRPC method, the health endpoints.</summary>
internal sealed class GuardedService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardedService(WebApplication app)
    {
        _app = app;
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.ToArray();
        (Http, Grpc) = (new Uri(addresses[0]), new Uri(addresses[1]));
    }

    public Uri Http { get; }

    public Uri Grpc { get; }

    public static async Task<GuardedService> StartAsync(string? key, bool open = false, string? metricsKey = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration["ServiceKey"] = key;
        builder.Configuration["MetricsKey"] = metricsKey;
        // What is configured counts as reachable; the listeners below keep the test on this machine all the same.
        builder.Configuration["urls"] = open && key is not null ? "http://0.0.0.0:0" : null;
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.AddServiceDefaults();
        builder.RequireServiceKey();
        builder.Services.AddGrpc();

        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.UseServiceKey();
        app.MapMethods("/models", ["GET", "POST"], () => Results.Ok("some"));
        app.MapGrpcService<Registry>();
        await app.StartAsync();
        return new GuardedService(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class Registry : CatalogService.CatalogServiceBase
    {
        public override Task<GetDeploymentResponse> GetDeployment(GetDeploymentRequest request, ServerCallContext context) =>
            Task.FromResult(new GetDeploymentResponse { Deployment = new() { Provider = request.Provider, Model = request.Model } });
    }
}
