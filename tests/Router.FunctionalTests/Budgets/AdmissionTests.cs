using System.Net;
using Grpc.Core;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Routing.Money;
using Routing.Money.Budgets;
using Simulation;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>Requests of a key whose money is bounded, on real HTTP.</summary>
public sealed class AdmissionTests
{
    // A prompt of a few bytes is bounded by a few hundred tokens at $0.15 a million, an answer of 100 tokens costs $0.00006.
    private const string Short = """{"model":"alpha/sim-small","messages":[{"role":"user","content":"hi"}],"max_tokens":100}""";

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_real_cost_is_counted_and_the_rest_is_free_again(bool stream)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.Sse("Hel", "lo") with { Usage = new(20, 10) });
        var budget = BudgetedRouter.Budget(1);
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), budget);

        var response = await router.Http.PostJsonAsync(stream ? Short.Replace("\"max", "\"stream\":true,\"max", StringComparison.Ordinal) : Short);
        await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        await Eventually.Is(() => !router.IsAnythingSetAside);
        // 20 tokens at $0.15 and 10 at $0.60 a million; what is not used goes back when nobody asks for more.
        await Eventually.Is(async () => await router.CountedAsync(budget) == new NanoDollars(9_000));
    }

    [Fact]
    public async Task A_request_that_does_not_fit_is_refused_with_the_budget_and_its_end_on_every_surface()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var budget = BudgetedRouter.Budget(0.00001m, BudgetPeriod.Month);
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), budget);

        var month = BudgetWindow.Of(BudgetPeriod.Month, TimeProvider.System.GetUtcNow());
        var refused = await router.Http.PostJsonAsync(Short);
        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        Assert.Equal("false", refused.Header("x-should-retry"));
        var error = await refused.ErrorAsync();
        Assert.Equal(("insufficient_quota", "budget_exceeded"), (error.GetProperty("type").GetString(), error.GetProperty("code").GetString()));
        Assert.Contains($"The budget {budget.Id} (key {BudgetedRouter.Key}, each month) of $0.00001 has $0.00001 left", error.GetProperty("message").GetString(), StringComparison.Ordinal);
        var facts = error.GetProperty("budget");
        Assert.Equal((budget.Id, 0.00001m), (facts.GetProperty("id").GetString(), facts.GetProperty("left_usd").GetDecimal()));
        Assert.Contains(
            facts.GetProperty("resets_at").GetDateTimeOffset(),
            new[] { month.End, BudgetWindow.Of(BudgetPeriod.Month, TimeProvider.System.GetUtcNow()).End });

        var anthropic = await router.Http.PostToAsync("/v1/messages", """{"model":"alpha/sim-small","max_tokens":100,"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(HttpStatusCode.PaymentRequired, anthropic.StatusCode);
        Assert.Equal("billing_error", (await anthropic.JsonAsync()).GetProperty("error").GetProperty("type").GetString());

        var ollama = await router.Http.PostToAsync("/api/chat", """{"model":"alpha/sim-small","options":{"num_predict":100},"messages":[{"role":"user","content":"hi"}]}""");
        Assert.Equal(HttpStatusCode.PaymentRequired, ollama.StatusCode);
        Assert.Contains(budget.Id, (await ollama.JsonAsync()).GetProperty("error").GetString(), StringComparison.Ordinal);

        var call = GrpcCalls.Chat("alpha/sim-small");
        call.Conversation.Parameters = new() { MaxTokens = 100 };
        var grpc = await Assert.ThrowsAsync<RpcException>(async () => await router.Router.Client().ChatAsync(call));
        Assert.Equal((StatusCode.ResourceExhausted, "BUDGET_EXCEEDED"), (grpc.StatusCode, grpc.Reason()));
        Assert.Equal(budget.Id, grpc.Facts()["budget"]);
        Assert.EndsWith("-01T00:00:00Z", grpc.Facts()["resets_at"], StringComparison.Ordinal);

        Assert.Equal(0, upstream.Counters.Requests);
        Assert.False(router.IsAnythingSetAside);
        await Eventually.Is(() => router.Catalog.Stored.Values.Count(static row => row.Decision is not null) == 4);
        Assert.All(router.Catalog.Stored.Values.Where(static row => row.Decision is not null), static row => Assert.Equal("refused", row.Decision.Outcome));
    }

    [Fact]
    public async Task A_candidate_that_is_too_dear_drops_out_while_a_cheaper_one_serves()
    {
        await using var dear = await ProviderSimulator.StartAsync();
        await using var cheap = await ProviderSimulator.StartAsync();
        var catalog = Catalogs.Of(dear.Address, cheap.Address);
        catalog = catalog with { Deployments = catalog.Deployments.SetItem(0, Priced(catalog.Deployments[0], 1_000)) };
        await using var router = await BudgetedRouter.StartAsync(catalog, BudgetedRouter.Budget(0.01m));

        var response = await router.Http.PostJsonAsync(Short.Replace("alpha/sim-small", "fast", StringComparison.Ordinal));

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal(0, dear.Counters.Requests);
    }

    [Fact]
    public async Task The_limit_of_an_open_answer_comes_from_what_is_left_and_is_sent()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        // 8,000 tokens at $0.60 a million are $0.0048; a quarter of what is left is $0.0005, less the prompt.
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), BudgetedRouter.Budget(0.002m));

        var response = await router.Http.ChatAsync("alpha/sim-small");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var limit = System.Text.Json.JsonElement.Parse(upstream.Requests[0].Body).GetProperty("max_tokens").GetInt32();
        Assert.InRange(limit, 256, 833);
    }

    [Fact]
    public async Task An_open_answer_that_fits_goes_out_as_it_came()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), BudgetedRouter.Budget(10));

        await router.Http.ChatAsync("alpha/sim-small");

        Assert.DoesNotContain("max_tokens", upstream.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_soft_budget_admits_and_says_so()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var budget = BudgetedRouter.Budget(0.00001m) with { IsHard = false };
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), budget);

        var response = await router.Http.PostJsonAsync(Short);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{budget.Id}; exceeded", response.Header("x-routing-budget"));
        await Eventually.Is(async () => await router.CountedAsync(budget) > new NanoDollars(0));
    }

    [Fact]
    public async Task Without_the_store_a_hard_budget_refuses_and_a_soft_one_admits_unchecked()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var (hard, soft) = (BudgetedRouter.Budget(1), BudgetedRouter.Budget(1) with { IsHard = false });
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), $"127.0.0.1:{FreePort.Next()}", [soft]);
        var admitted = await router.Http.PostJsonAsync(Short);
        router.Book.Replace([hard]);
        var refused = await router.Http.PostJsonAsync(Short);

        Assert.Equal(HttpStatusCode.OK, admitted.StatusCode);
        Assert.Equal($"{soft.Id}; unchecked", admitted.Header("x-routing-budget"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal("budget_store_unavailable", (await refused.ErrorAsync()).GetProperty("code").GetString());
        Assert.True(refused.Headers.Contains("Retry-After"));
    }

    [Fact]
    public async Task A_model_without_a_price_is_served_only_where_the_budget_allows_it()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var catalog = Catalogs.Of(upstream.Address);
        catalog = catalog with { Deployments = [catalog.Deployments[0] with { Prices = [] }] };
        var budget = BudgetedRouter.Budget(1);
        await using var router = await BudgetedRouter.StartAsync(catalog, budget);

        var left = await router.Http.PostJsonAsync(Short);
        router.Book.Replace([budget with { Model = "alpha/sim-small" }]);
        var refused = await router.Http.PostJsonAsync(Short);
        router.Book.Replace([budget with { AllowsUnpriced = true }]);
        var served = await router.Http.PostJsonAsync(Short);

        Assert.Equal("price_unknown", (await left.ErrorAsync()).GetProperty("exclusions")[0].GetProperty("reason").GetString());
        Assert.Equal(HttpStatusCode.PaymentRequired, refused.StatusCode);
        Assert.Equal("model_unpriced", (await refused.ErrorAsync()).GetProperty("code").GetString());
        Assert.Equal(HttpStatusCode.OK, served.StatusCode);
    }

    [Fact]
    public async Task Windows_of_several_budgets_are_counted_at_the_same_time()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        var redis = await RedisServer.SharedAsync();
        Budget[] budgets = [BudgetedRouter.Budget(1), BudgetedRouter.Budget(2), BudgetedRouter.Budget(3)];
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(upstream.Address), redis.ConnectionString, budgets, join: TimeSpan.FromHours(1));
        await router.Router.AdmitRedisAsync();

        using var hangUp = new CancellationTokenSource();
        var waiting = router.Http.PostJsonAsync(Short, hangUp.Token);

        await Eventually.Is(() => router.Book.Accounts.SelectMany(account => account.Leases()).Count(lease => lease.Counting is not null) == budgets.Length);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task Nothing_stays_set_aside_whatever_becomes_of_the_request()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(first.Address, second.Address), BudgetedRouter.Budget(100));

        // Every candidate fails.
        first.Replies(500);
        second.Replies(503);
        await router.Http.ChatAsync();

        // A provider breaks off in the middle.
        first.Replies(Reply.CutAfter("Hel"));
        await (await router.Http.StreamAsync()).Content.ReadAsStringAsync();

        // The caller hangs up.
        first.Replies(Reply.Hang());
        using var hangUp = new CancellationTokenSource();
        var hanging = router.Http.PostJsonAsync(Short, hangUp.Token);
        await Eventually.Is(() => router.IsAnythingSetAside && first.Counters.Requests >= 3);
        await hangUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => hanging);

        await Eventually.Is(() => !router.IsAnythingSetAside);
    }

    [Fact]
    public async Task Every_attempt_counts_and_a_hedges_loser_too()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        first.Replies(Reply.MalformedAfter("Hel"));
        second.Replies(Reply.Sse("Hel", "lo") with { Usage = new(20, 10) });
        var budget = BudgetedRouter.Budget(1);
        await using var router = await BudgetedRouter.StartAsync(Catalogs.Of(first.Address, second.Address), budget);

        await router.Http.ChatAsync();
        await Eventually.Is(() => router.Catalog.Stored.Values.Count(row => row.Attempt is not null) == 2);

        var cost = router.Catalog.Stored.Values.Sum(row => row.Attempt?.CostNanos ?? 0);
        Assert.True(cost > 9_000);
        await Eventually.Is(async () => await router.CountedAsync(budget) == new NanoDollars(cost));
    }

    private static Deployment Priced(Deployment deployment, decimal dollars) => deployment with
    {
        Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(dollars), Output = TokenPrice.FromDollarsPerMillion(dollars) }],
    };
}
