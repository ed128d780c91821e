using System.Net;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Forwarding;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class DeadlineTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_caller_sets_the_limit_of_the_whole_request_and_no_provider_is_blamed_for_it(bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        var clock = new FakeClock();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), clock);
        router.Http.DefaultRequestHeaders.Add("x-routing-timeout-ms", "400");

        var asking = router.Http.PostJsonAsync(Chats.Body(stream: stream));
        await Eventually.Is(() => first.Counters.InFlight == 1);
        clock.Advance(TimeSpan.FromMilliseconds(400));
        var response = await asking;

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        var error = await response.ErrorAsync();
        Assert.Equal("deadline_exceeded", error.GetProperty("code").GetString());
        Assert.Contains("400 ms", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, second.Counters.Requests);
        await Eventually.Is(() => first.Counters.Aborts == 1);
        Assert.Empty(router.Services.GetRequiredService<LocalHealth>().States());
    }

    [Fact]
    public async Task The_limit_that_the_router_sets_is_never_raised()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address), "--Router:Timeouts:Total=00:00:00.3");
        router.Http.DefaultRequestHeaders.Add("x-routing-timeout-ms", "3600000");

        Assert.Equal(HttpStatusCode.GatewayTimeout, (await router.Http.ChatAsync()).StatusCode);
    }

    [Fact]
    public async Task A_gRPC_caller_learns_the_same()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var failure = await Assert.ThrowsAsync<RpcException>(
            () => router.Client().ChatAsync(GrpcCalls.Chat(), new Metadata { { "x-routing-timeout-ms", "400" } }).ResponseAsync);

        Assert.Equal((StatusCode.DeadlineExceeded, "DEADLINE_EXCEEDED"), (failure.StatusCode, failure.Reason()));
    }

    [Theory]
    [InlineData(1_000, null, 900)]
    [InlineData(60_000, null, 59_500)]
    [InlineData(1_000, 500, 500)]
    [InlineData(1_000, 5_000, 900)]
    public void A_deadline_of_a_gRPC_call_leaves_time_to_say_so(int left, int? asked, int expected)
    {
        var now = new DateTimeOffset(2026, 1, 5, 12, 0, 0, TimeSpan.Zero);
        var wishes = new CallerWishes(asked is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null, null);

        Assert.Equal(TimeSpan.FromMilliseconds(expected), wishes.Before(now.UtcDateTime.AddMilliseconds(left), now).TimeLimit);
        Assert.Equal(wishes, wishes.Before(DateTime.MaxValue, now));
    }

    [Fact]
    public async Task No_attempt_is_begun_that_cannot_end_in_time()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), new FakeClock());
        var usual = router.Services.GetRequiredService<OpeningTimes>();
        for (var i = 0; i < OpeningWindow.Least; i++)
        {
            usual.Add(new(Catalogs.First, Streamed: false), TimeSpan.FromMinutes(1));
        }

        router.Http.DefaultRequestHeaders.Add("x-routing-timeout-ms", "20000");
        var response = await router.Http.ChatAsync();

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal(0, first.Counters.Requests);

        for (var i = 0; i < OpeningWindow.Least; i++)
        {
            usual.Add(new(Catalogs.Second, Streamed: false), TimeSpan.FromMinutes(1));
        }

        response = await router.Http.ChatAsync();
        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Contains("No attempt was made", (await response.ErrorAsync()).GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callers_own_fault_is_told_although_another_was_left_out_for_lack_of_time()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        second.Replies(400);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), new FakeClock());
        for (var i = 0; i < OpeningWindow.Least; i++)
        {
            router.Services.GetRequiredService<OpeningTimes>().Add(new(Catalogs.First, Streamed: false), TimeSpan.FromMinutes(1));
        }

        router.Http.DefaultRequestHeaders.Add("x-routing-timeout-ms", "20000");

        Assert.Equal(HttpStatusCode.BadRequest, (await router.Http.ChatAsync()).StatusCode);
    }

    [Fact]
    public async Task A_caller_of_Anthropics_format_learns_it_in_that_format()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Hang());
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("x-routing-timeout-ms", "400");

        var response = await router.Http.PostToAsync("/v1/messages", """{"model":"fast","max_tokens":9,"messages":[{"role":"user","content":"hi"}]}""");

        Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
        Assert.Equal("timeout_error", (await response.JsonAsync()).GetProperty("error").GetProperty("type").GetString());
    }

    [Theory]
    [InlineData("x-routing-timeout-ms", "0")]
    [InlineData("x-routing-timeout-ms", "soon")]
    [InlineData("x-routing-hedge", "maybe")]
    public async Task A_header_that_makes_no_sense_is_named(string header, string value)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add(header, value);

        var response = await router.Http.ChatAsync();

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(header, (await response.ErrorAsync()).GetProperty("param").GetString());
    }
}
