using System.Diagnostics;
using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Http;

public sealed class RoutingHeaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_says_how_it_was_routed(bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostJsonAsync(Chats.Body("balanced", stream));

        Assert.Equal("sim-small", response.Header("x-routing-model"));
        Assert.Equal("alpha", response.Header("x-routing-provider"));
        Assert.Equal("balanced", response.Header("x-routing-tier"));
        Assert.Equal("1", response.Header("x-routing-attempts"));
        Assert.True(Guid.TryParse(response.Header("x-routing-decision"), out var decision));
        Assert.Equal(7, decision.Version);
        Assert.Matches("^[0-9a-f]{32}$", response.Header("x-request-id"));
    }

    [Fact]
    public async Task A_named_model_has_no_tier()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.ChatAsync("alpha/sim-small");

        Assert.False(response.Headers.Contains("x-routing-tier"));
    }

    [Fact]
    public async Task The_request_id_is_the_trace_id()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        var trace = ActivityTraceId.CreateRandom().ToHexString();
        router.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-b7ad6b7169203331-01");

        var response = await router.Http.ChatAsync();

        Assert.Equal(trace, response.Header("x-request-id"));
    }

    [Fact]
    public async Task The_server_does_not_name_itself()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.ChatAsync();

        Assert.False(response.Headers.Contains("server"));
    }
}
