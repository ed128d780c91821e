using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using Simulation;
using Simulation.Scripting;

namespace Router.FunctionalTests.Attempts;

public sealed class RetryTests
{
    private static readonly string[] Once = ["--Router:Retries:Most=1", "--Router:Retries:FirstWait=00:00:00.001"];

    [Theory]
    [InlineData(500, false)]
    [InlineData(503, true)]
    [InlineData(529, true)]
    [InlineData(429, false)]
    public async Task What_fails_for_the_moment_is_asked_once_more_before_the_next_candidate(int status, bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(status);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), Once);

        var response = await router.Http.PostJsonAsync(Chats.Body(stream: stream));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("alpha", response.Header("x-routing-provider"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal((2, 0), (first.Counters.Requests, second.Counters.Requests));
    }

    [Theory]
    [InlineData(401)]
    [InlineData(404)]
    [InlineData(402)]
    public async Task What_will_not_do_better_is_left_at_once(int status)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(status);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), Once);

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal((1, 1), (first.Counters.Requests, second.Counters.Requests));
    }

    [Fact]
    public async Task A_short_wait_that_the_provider_asks_for_is_kept()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Error(429) with { Headers = new Dictionary<string, string> { ["retry-after-ms"] = "300" } });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), Once);
        var begin = TimeProvider.System.GetTimestamp();

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        // Timers count in steps of a few milliseconds.
        Assert.True(TimeProvider.System.GetElapsedTime(begin) >= TimeSpan.FromMilliseconds(280));
    }

    [Fact]
    public async Task Rather_than_wait_long_the_next_candidate_is_asked()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(429, retryAfter: 30);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), Once);

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(1, first.Counters.Requests);
    }

    [Fact]
    public async Task The_same_model_elsewhere_comes_before_a_wait_here()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(500);
        var snapshot = Catalogs.Of(first.Address, second.Address);
        snapshot = snapshot with { Deployments = [.. snapshot.Deployments.Select(row => row with { CanonicalId = new ModelId("sim") })] };
        await using var router = await RouterUnderTest.StartAsync(snapshot, Once);

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(1, first.Counters.Requests);
    }

    [Fact]
    public async Task Retries_never_multiply_an_outage()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Error(500));
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(upstream.Address), [.. Once, "--Router:Retries:Reserve=2", "--Router:Retries:SharePercent=10", "--Router:Cooldown:AfterFailures=1000"]);

        // So many good answers that the failures open no circuit.
        router.Services.GetRequiredService<HealthBook>().Record([new() { Subject = HealthSubject.Of(Catalogs.First), Successes = 1_000_000 }]);

        for (var i = 0; i < 20; i++)
        {
            await router.Http.ChatAsync();
        }

        // Two saved up, and one for every ten of the calls made.
        Assert.InRange(upstream.Counters.Requests, 22, 25);
    }

    [Fact]
    public async Task A_prompt_too_long_goes_only_where_the_window_is_larger()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(TooLong).Then(TooLong);
        var same = Catalogs.Of(first.Address, second.Address);
        var larger = same with { Deployments = [same.Deployments[0], same.Deployments[1] with { ContextWindow = 200_000 }] };

        await using (var router = await RouterUnderTest.StartAsync(larger))
        {
            Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        }

        await using (var router = await RouterUnderTest.StartAsync(same))
        {
            var response = await router.Http.ChatAsync();
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal("context_length_exceeded", (await response.ErrorAsync()).GetProperty("code").GetString());
        }

        Assert.Equal(1, second.Counters.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Content_that_a_provider_declines_is_shown_to_another_only_where_that_is_wanted(bool wanted)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Json(new { error = new { message = "Declined.", code = "content_filter" } }, status: 400));
        await using var router = await RouterUnderTest.StartAsync(
            Catalogs.Of(first.Address, second.Address), $"--Router:FallbackOnContentPolicy={wanted}");

        var response = await router.Http.ChatAsync();

        Assert.Equal(wanted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(wanted ? 1 : 0, second.Counters.Requests);
    }

    [Fact]
    public async Task A_spent_account_spares_the_provider_a_second_call()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.For().Always(Reply.Error(402));
        var snapshot = Catalogs.Of(first.Address, second.Address);
        var more = snapshot.Deployments[0] with { Id = new(Catalogs.First.Provider, "sim-large"), CanonicalId = new ModelId("sim-large") };
        snapshot = snapshot with
        {
            Deployments = [.. snapshot.Deployments, more],
            Tiers = [.. snapshot.Tiers.Select(tier => tier with { Entries = [Catalogs.First, more.Id, Catalogs.Second] })],
        };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(1, first.Counters.Requests);
    }

    private static Reply TooLong => Reply.Json(
        new { error = new { message = "This model's maximum context length is exceeded.", type = "invalid_request_error", code = "context_length_exceeded" } }, status: 400);
}
