using Compat.Tests.Wire;
using Grpc.AspNetCore.Server;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Tests.Rpc;

/// <summary>A server with the echo service, for the tests of calls.</summary>
public abstract class EchoServer : IAsyncLifetime
{
    private GrpcServer? _server;

    internal GrpcServer Server => _server!;

    internal CallsSeen Seen => Server.Services.GetRequiredService<CallsSeen>();

    internal Echo.EchoClient Client => new(Server.Channel);

    public async Task InitializeAsync() => _server = await GrpcServer.Start(
        services => services.AddSingleton<CallsSeen>().AddGrpc(Configure), app => app.MapGrpcService<EchoService>());

    public async Task DisposeAsync() => await Server.DisposeAsync();

    protected virtual void Configure(GrpcServiceOptions options)
    {
    }
}
