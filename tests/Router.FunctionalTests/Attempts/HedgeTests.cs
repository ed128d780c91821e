using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Attempts;

public sealed class HedgeTests
{
    private const string Header = "x-routing-hedge";
    private static readonly TimeSpan Usual = TimeSpan.FromMilliseconds(20);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_slow_attempt_gets_company_and_the_first_with_content_wins(bool stream)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        first.Replies(Reply.Hang());
        second.Replies(Reply.Sse("Hel", "lo") with { Until = both.Task });
        await using var router = await StartAsync(first, second);
        router.Http.DefaultRequestHeaders.Add(Header, "true");

        var asking = router.Http.PostJsonAsync(Chats.Body(stream: stream));
        await Eventually.Is(() => first.Counters.InFlight == 1 && second.Counters.InFlight == 1);
        both.SetResult();
        var response = await asking;

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal("Hello", stream ? (await EventStream.ReadAsync(response)).Text : await response.TextAsync());
        await Eventually.Is(() => first.Counters.Aborts == 1);
        await Eventually.Is(() => router.Ledger().Attempts.Count() == 2);
        Assert.Equal(
            [("alpha", "chat", "aborted"), ("beta", "hedge", "ok")],
            router.Ledger().Attempts.Select(row => (row.Provider, row.Purpose, row.Outcome)).Order());
        Assert.Empty(router.Services.GetRequiredService<LocalHealth>().States());

        // Else its slow answers would never show, and ever quicker ones be called slow.
        Assert.True(router.Services.GetRequiredService<OpeningTimes>().Quantile(new(Catalogs.First, stream), 99) > Usual);
    }

    [Fact]
    public async Task The_slow_one_wins_where_its_company_is_slower()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        second.Replies(Reply.Hang());
        first.Replies(Reply.Sse("Hel", "lo") with { Until = both.Task });
        await using var router = await StartAsync(first, second, "--Router:Hedge:Enabled=true");

        var asking = router.Http.StreamAsync();
        await Eventually.Is(() => second.Counters.InFlight == 1);
        both.SetResult();
        var response = await asking;

        Assert.Equal("alpha", response.Header("x-routing-provider"));
        Assert.Equal("2", response.Header("x-routing-attempts"));
        Assert.Equal("Hello", (await EventStream.ReadAsync(response)).Text);
        await Eventually.Is(() => second.Counters.Aborts == 1);
        await Eventually.Is(() => router.Ledger().Attempts.Count() == 2);
        Assert.Equal(
            [("alpha", "chat", "ok"), ("beta", "hedge", "aborted")],
            router.Ledger().Attempts.Select(row => (row.Provider, row.Purpose, row.Outcome)).Order());
    }

    [Fact]
    public async Task The_loser_leaves_its_place_at_its_provider_while_the_winner_still_answers()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang()).Then(Reply.Text("free"));
        second.Replies(Reply.HangAfter("Hel"));
        await using var router = await StartAsync(first, second, "--Router:Hedge:Enabled=true", "--Providers:alpha:Concurrency=1", "--Router:Connections:QueueWait=00:05:00");

        using var streamed = await router.Http.StreamAsync();
        Assert.Equal("beta", streamed.Header("x-routing-provider"));
        router.Http.DefaultRequestHeaders.Add(Header, "false");

        Assert.Equal("alpha", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(("alpha", "aborted"), router.Ledger().Attempts.Select(static row => (row.Provider, row.Outcome)).First());
    }

    [Fact]
    public async Task A_candidate_that_had_no_room_for_company_is_there_when_the_slow_one_fails()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        second.Replies(Reply.HangAfter("Hel"));
        await using var router = await StartAsync(first, second, "--Router:Hedge:Enabled=true", "--Providers:beta:Concurrency=1", "--Router:Connections:QueueWait=00:05:00");
        var held = await router.Http.StreamAsync("beta/sim-medium");
        first.Replies(Reply.Error(500) with { LatencyMs = 400 });

        var asking = router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Attempts.Any(static row => row.Outcome == "failed"));
        held.Dispose();

        Assert.Equal("beta", (await asking).Header("x-routing-provider"));
    }

    [Fact]
    public async Task When_both_fail_the_walk_goes_on_and_the_error_names_both()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        first.Replies(Reply.Error(500) with { Until = both.Task });
        second.Replies(529);
        await using var router = await StartAsync(first, second, "--Router:Hedge:Enabled=true");

        var asking = router.Http.ChatAsync();
        await Eventually.Is(() => second.Counters.Requests == 1);
        both.SetResult();
        var response = await asking;

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        var message = (await response.ErrorAsync()).GetProperty("message").GetString();
        Assert.Contains("All 2 attempts failed", message, StringComparison.Ordinal);
        Assert.Contains("alpha/sim-small", message, StringComparison.Ordinal);
        Assert.Contains("beta/sim-medium", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "--Router:Hedge:SharePercent=5")]
    [InlineData("false", "--Router:Hedge:Enabled=true")]
    [InlineData("true", "--Router:Hedge:SharePercent=0")]
    [InlineData("true", "--Router:MaxAttempts=1")]
    public async Task Nobody_gets_company_who_does_not_ask_or_beyond_what_is_allowed(string? asked, string setting)
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Text("late") with { LatencyMs = 400 });
        await using var router = await StartAsync(first, second, setting);
        if (asked is not null)
        {
            router.Http.DefaultRequestHeaders.Add(Header, asked);
        }

        Assert.Equal("alpha", (await router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(0, second.Counters.Requests);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_ends_both()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.Hang());
        second.Replies(Reply.Hang());
        await using var router = await StartAsync(first, second, "--Router:Hedge:Enabled=true");
        using var hangUp = new CancellationTokenSource();

        var request = router.Http.StreamAsync(cancellationToken: hangUp.Token);
        await Eventually.Is(() => first.Counters.InFlight == 1 && second.Counters.InFlight == 1);
        await hangUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await Eventually.Is(() => first.Counters.Aborts == 1 && second.Counters.Aborts == 1);
    }

    // Both candidates are known to answer within that time.
    private static async Task<RouterUnderTest> StartAsync(ProviderSimulator first, ProviderSimulator second, params string[] arguments)
    {
        var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address), arguments);
        var usual = router.Services.GetRequiredService<OpeningTimes>();
        foreach (var deployment in new[] { Catalogs.First, Catalogs.Second })
        {
            for (var i = 0; i < OpeningWindow.Least; i++)
            {
                usual.Add(new(deployment, Streamed: true), Usual);
                usual.Add(new(deployment, Streamed: false), Usual);
            }
        }

        return router;
    }
}
