using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Routing.Catalog;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class CredentialRotationTests
{
    [Theory]
    [InlineData(429)]
    [InlineData(402)]
    [InlineData(401)]
    [InlineData(403)]
    public async Task The_next_key_takes_over_at_once_stays_and_no_circuit_moves(int status)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(status, retryAfter: status == 429 ? 60 : null);
        await using var router = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=one, two");

        var response = await router.Http.ChatAsync();
        await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal(["Bearer one", "Bearer two", "Bearer two"], upstream.Requests.Select(request => request.Headers["Authorization"]));
        Assert.Empty(router.Services.GetRequiredService<LocalHealth>().States());
    }

    [Fact]
    public async Task A_key_that_has_rested_is_used_again()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(401).Then(Reply.Text("two"));
        await using var router = await RouterUnderTest.StartAsync(
            Keyed(upstream), "--ALPHA_TEST_KEY=one,two", "--Router:Connections:Quarantine=00:00:03");

        await router.Http.ChatAsync();
        await Eventually.Is(async () =>
        {
            await router.Http.ChatAsync();
            return upstream.Requests[^1].Headers["Authorization"] == "Bearer one";
        });

        Assert.Equal(["Bearer one", "Bearer two"], upstream.Requests.Take(2).Select(request => request.Headers["Authorization"]));
    }

    [Fact]
    public async Task When_every_key_is_at_its_limit_the_deployment_cools_down_and_the_next_candidate_answers()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.For().Always(Reply.Error(429, retryAfter: 60));
        await using var router = await RouterUnderTest.StartAsync(Keyed(Catalogs.Of(first.Address, second.Address)), "--ALPHA_TEST_KEY=one,two");

        var response = await router.Http.ChatAsync();

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal(2, first.Counters.Requests);
        Assert.NotNull(router.Services.GetRequiredService<LocalHealth>().States()[Catalogs.First].CoolingUntil);
    }

    [Fact]
    public async Task Where_the_only_key_is_refused_others_serve_before_it_is_tried_again()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.For().Always(Reply.Error(401));
        await using var router = await RouterUnderTest.StartAsync(Keyed(Catalogs.Of(first.Address, second.Address)), "--ALPHA_TEST_KEY=one");

        Assert.Equal("2", (await router.Http.ChatAsync()).Header("x-routing-attempts"));
        Assert.Equal("1", (await router.Http.ChatAsync()).Header("x-routing-attempts"));
        Assert.Equal((1, 2), (first.Counters.Requests, second.Counters.Requests));

        // A call that is likely to fail is better than none.
        second.Replies(404);
        Assert.Equal(HttpStatusCode.BadGateway, (await router.Http.ChatAsync()).StatusCode);
        Assert.Equal((2, 3), (first.Counters.Requests, second.Counters.Requests));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("Sun, 01 Mar 2020 11:00:00 GMT")]
    public async Task To_be_asked_for_no_wait_is_no_leave_to_ask_the_same_key_again_and_again(string retryAfter)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Error(429) with { Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter } });
        await using var router = await RouterUnderTest.StartAsync(Keyed(upstream), "--ALPHA_TEST_KEY=one,two");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await router.Http.ChatAsync()).StatusCode);

        Assert.Equal(["Bearer one", "Bearer two"], upstream.Requests.Select(request => request.Headers["Authorization"]));
    }

    private static CatalogSnapshot Keyed(ProviderSimulator upstream) => Keyed(Catalogs.Of(upstream.Address));

    private static CatalogSnapshot Keyed(CatalogSnapshot snapshot) =>
        snapshot with { Providers = [snapshot.Providers[0] with { ApiKeyEnvironment = "ALPHA_TEST_KEY" }, .. snapshot.Providers.Skip(1)] };
}
