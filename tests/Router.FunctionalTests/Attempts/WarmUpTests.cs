using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Router.FunctionalTests.Running;
using Router.Grpc.Connections;
using Simulation;

namespace Router.FunctionalTests.Attempts;

public sealed class WarmUpTests
{
    [Fact]
    public async Task The_first_request_finds_a_connection_open()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Connections:WarmUp=true");
        // It has read the answer, with which the connection is free.
        await router.Services.GetServices<IHostedService>().OfType<ConnectionWarmUp>().Single().ExecuteTask!;
        await router.Http.ChatAsync();

        Assert.Equal("/v1/models", upstream.Requests[0].Path);
        Assert.Equal(1, upstream.Counters.Connections);
    }

    [Fact]
    public async Task A_provider_that_is_away_stops_no_start()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new Uri("http://127.0.0.1:9")), "--Router:Connections:WarmUp=true");

        Assert.Equal(System.Net.HttpStatusCode.ServiceUnavailable, (await router.Http.ChatAsync()).StatusCode);
    }
}
