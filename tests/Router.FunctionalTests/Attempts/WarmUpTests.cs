using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class WarmUpTests
{
    [Fact]
    public async Task The_first_request_finds_a_connection_open()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Connections:WarmUp=true");
        await Eventually.Is(() => upstream.Counters is { Requests: 1, InFlight: 0 });
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
