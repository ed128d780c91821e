using Compat.Tests.Rpc;
using Compat.Tests.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Compat.Tests.Discovery;

public sealed class GrpcServiceDiscoveryTests : IAsyncLifetime
{
    private GrpcServer _server = null!;

    public async Task InitializeAsync() => _server = await GrpcServer.Start(
        services => services.AddSingleton<CallsSeen>().AddGrpc(), app => app.MapGrpcService<EchoService>());

    public async Task DisposeAsync() => await _server.DisposeAsync();

    [Theory]
    [InlineData("http://catalog-api")]
    [InlineData("http://_grpc.catalog-api")]
    public async Task A_grpc_client_reaches_a_service_by_name(string address)
    {
        var collection = Services();
        collection.AddGrpcClient<Echo.EchoClient>(options => options.Address = new Uri(address)).AddServiceDiscovery();
        await using var services = collection.BuildServiceProvider();

        var reply = await services.GetRequiredService<Echo.EchoClient>().SayAsync(new EchoRequest { Text = "by name" });

        Assert.Equal("by name", reply.Text);
    }

    [Fact]
    public async Task Defaults_for_all_clients_reach_grpc_clients_too()
    {
        var collection = Services();
        collection.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
        collection.AddGrpcClient<Echo.EchoClient>(options => options.Address = new Uri("http://_grpc.catalog-api"));
        await using var services = collection.BuildServiceProvider();
        var client = services.GetRequiredService<Echo.EchoClient>();

        using var call = client.Count(new EchoRequest { Number = 3 });
        var numbers = new List<int>();
        await foreach (var reply in call.ResponseStream.ReadAllAsync())
        {
            numbers.Add(reply.Number);
        }

        Assert.Equal([0, 1, 2], numbers);
    }

    private ServiceCollection Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["services:catalog-api:http:0"] = _server.Address.ToString(),
            ["services:catalog-api:grpc:0"] = _server.Address.ToString(),
        }).Build();
        var services = new ServiceCollection();
        services.AddLogging().AddSingleton<IConfiguration>(configuration).AddServiceDiscovery();
        return services;
    }
}
