using System.Net;
using Aspire.Routing.V1;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Admin.FunctionalTests;

/// <summary>A service of the stack as the console sees it: JSON under paths, and the router's health over gRPC.</summary>
internal sealed class FakeService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeService(WebApplication app) => _app = app;

    public string Http => _app.Urls.First();

    public string Grpc => _app.Urls.Last();

    public static async Task<FakeService> StartAsync(Dictionary<string, string> answers, params DeploymentHealth[] health)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(health);
        var app = builder.Build();
        app.MapGrpcService<Health>();
        foreach (var (path, answer) in answers)
        {
            app.MapGet(path, () => Results.Text(answer, "application/json"));
        }

        await app.StartAsync();
        return new FakeService(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    internal sealed class Health(DeploymentHealth[] health) : HealthService.HealthServiceBase
    {
        public override Task<ListDeploymentHealthResponse> ListDeploymentHealth(ListDeploymentHealthRequest request, ServerCallContext context) =>
            Task.FromResult(new ListDeploymentHealthResponse { Deployments = { health } });
    }
}
