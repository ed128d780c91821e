using Router.FunctionalTests.Running;
using Routing.Money;
using Simulation;
using Simulation.Scripting;
using TestKit;

namespace Router.FunctionalTests.Accounting;

public sealed class UsageTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_answer_is_booked_with_its_tokens_and_its_price(bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(1000, 200, Cached: 400) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostJsonAsync(Chats.Body(stream: stream));
        await response.Content.ReadAsStringAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var ledger = router.Ledger();
        var attempt = ledger.Attempts.Single();
        Assert.Equal((600, 400, 200), (attempt.InputTokens, attempt.CachedInputTokens, attempt.OutputTokens));
        Assert.False(attempt.Estimated);
        // 1,000 input tokens at $0.15 and 200 output tokens at $0.60 a million; no cached price is known.
        Assert.Equal(150_000 + 120_000, attempt.CostNanos);
        Assert.Equal("ok", attempt.Outcome);
        Assert.Equal("alpha", attempt.Provider);
        Assert.Equal("sim-small", attempt.Model);
        Assert.Equal("fast", attempt.Tier);
        Assert.True(attempt.FirstTokenMicros > 0);
        Assert.True(attempt.LatencyMicros >= attempt.FirstTokenMicros);

        var decision = ledger.Decisions.Single();
        Assert.Equal(response.Header("x-routing-decision"), decision.DecisionId);
        Assert.Equal(decision.DecisionId, attempt.DecisionId);
        Assert.Equal(1, decision.Attempts);
        Assert.Equal("ok", decision.Outcome);
        Assert.Equal(64, decision.Hash.Length);
        Assert.DoesNotContain("hi", decision.DecisionJson.Split('"'));
    }

    [Fact]
    public async Task Each_attempt_is_booked_and_a_refused_one_costs_nothing()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(429);
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempts = router.Ledger().Attempts.ToArray();
        Assert.Equal([("alpha", "failed", "rate_limited", 1), ("beta", "ok", "", 2)], attempts.Select(row => (row.Provider, row.Outcome, row.Failure, row.Attempt)));
        Assert.Equal(0, attempts[0].CostNanos);
        Assert.Equal(0, attempts[0].InputTokens);
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_estimated()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("one", "two", "three"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await (await router.Http.StreamAsync()).Content.ReadAsStringAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = router.Ledger().Attempts.Single();
        Assert.True(attempt.Estimated);
        Assert.Equal("failed", attempt.Outcome);
        Assert.Equal("cut", attempt.Failure);
        // Eleven bytes, at four to the token.
        Assert.Equal(3, attempt.OutputTokens);
        Assert.True(attempt.InputTokens > 0);
        Assert.True(attempt.CostNanos > 0);
    }

    [Fact]
    public async Task A_stream_whose_provider_counts_nothing_is_estimated()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Raw(
            """
            data: {"id":"c","model":"sim-small","choices":[{"index":0,"delta":{"role":"assistant","content":"onetwothree"},"finish_reason":null}]}

            data: {"id":"c","model":"sim-small","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

            data: [DONE]


            """,
            "text/event-stream"));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await (await router.Http.StreamAsync()).Content.ReadAsStringAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = router.Ledger().Attempts.Single();
        Assert.Equal(("ok", true, 3), (attempt.Outcome, attempt.Estimated, attempt.OutputTokens));
        Assert.Equal(attempt.InputTokens * 150 + 3 * 600, attempt.CostNanos);
    }

    [Fact]
    public async Task Of_an_answer_that_breaks_off_the_prompt_is_as_counted_and_the_answer_estimated()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.CutAfter("one", "two", "three") with { Usage = new(1_000, 50, Cached: 400) });
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(new(upstream.Address, "/v1"), "anthropic"));

        await (await router.Http.StreamAsync()).Content.ReadAsStringAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = router.Ledger().Attempts.Single();
        Assert.Equal((600, 400, 3, true), (attempt.InputTokens, attempt.CachedInputTokens, attempt.OutputTokens, attempt.Estimated));
        Assert.Equal("cut", attempt.Failure);
    }

    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":99999999999999}""")]
    [InlineData("""{"prompt_tokens":99999999999999,"completion_tokens":5}""")]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""")]
    public async Task Figures_that_cannot_be_true_are_no_figures(string usage)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Answer(usage));
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = router.Ledger().Attempts.Single();
        Assert.True(attempt.Estimated);
        Assert.InRange(attempt.InputTokens + attempt.OutputTokens, 1, 100);
    }

    [Theory]
    [InlineData("openrouter", 1_150_000, 1_190_000, "reported")]
    [InlineData("openai-compatible", 20_000, 60_000, "1970-01-01")]
    public async Task What_the_provider_says_it_bills_counts_where_it_bills_that(string profile, long cost, long uncached, string price)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Answer("""{"prompt_tokens":400,"completion_tokens":0,"prompt_tokens_details":{"cached_tokens":400},"cost":0.00115}"""));
        var snapshot = Catalogs.Of(upstream.Address, profile);
        var priced = snapshot.Deployments[0];
        await using var router = await RouterUnderTest.StartAsync(snapshot with
        {
            Deployments = [priced with { Prices = [priced.Prices[0] with { CachedInput = TokenPrice.FromDollarsPerMillion(0.05m) }] }],
        });

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        var attempt = router.Ledger().Attempts.Single();
        Assert.Equal((cost, uncached, price), (attempt.CostNanos, attempt.UncachedCostNanos, attempt.PriceId));
    }

    [Theory]
    [InlineData(42, "42")]
    [InlineData(0, "1970-01-01")]
    public async Task An_attempt_names_the_price_by_its_number_or_by_its_first_day(long id, string named)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        var priced = snapshot.Deployments[0];
        await using var router = await RouterUnderTest.StartAsync(
            snapshot with { Deployments = [priced with { Prices = [priced.Prices[0] with { Id = id }] }] });

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        Assert.Equal(named, router.Ledger().Attempts.Single().PriceId);
    }

    [Fact]
    public async Task An_unpriced_answer_has_no_cost_rather_than_none_to_pay()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var snapshot = Catalogs.Of(upstream.Address);
        await using var router = await RouterUnderTest.StartAsync(snapshot with { Deployments = [snapshot.Deployments[0] with { Prices = [] }] });

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Ledger().Decisions.Any());

        Assert.False(router.Ledger().Attempts.Single().HasCostNanos);
    }

    private static Reply Answer(string usage) => Reply.Raw(
        $$"""{"id":"c","object":"chat.completion","model":"sim-small","choices":[{"index":0,"message":{"role":"assistant","content":"Hello"},"finish_reason":"stop"}],"usage":{{usage}}}""",
        "application/json");
}
