using Router.FunctionalTests.Running;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Http;

public sealed class HintTests
{
    [Fact]
    public async Task Agent_and_execution_travel_in_headers_to_the_ledger()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("x-routing-agent", "agent-1");
        router.Http.DefaultRequestHeaders.Add("x-routing-execution", "execution-1");

        await router.Http.ChatAsync();

        var attempt = (await LedgerAsync(router)).Attempts.Single();
        Assert.Equal("agent-1", attempt.Scope.AgentId);
        Assert.Equal("execution-1", attempt.Scope.ExecutionId);
    }

    [Fact]
    public async Task What_the_body_says_wins_over_headers()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        router.Http.DefaultRequestHeaders.Add("x-routing-agent", "agent-1");

        await router.Http.PostJsonAsync("""{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"agent_id":"agent-2"}}""");

        Assert.Equal("agent-2", (await LedgerAsync(router)).Attempts.Single().Scope.AgentId);
        Assert.DoesNotContain("routing", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_of_header_and_metadata_reach_the_ledger_and_metadata_the_provider()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        await router.Http.PostToAsync(
            Chats.Path,
            """{"model":"fast","messages":[{"role":"user","content":"hi"}],"metadata":{"team":"search","tags":["nightly","a,b","import",7]}}""",
            ("x-routing-tags", "import, team:search"));

        var ledger = await LedgerAsync(router);
        Assert.Equal(["import", "team:search", "nightly"], ledger.Attempts.Single().Scope.Tags);
        Assert.Equal(["import", "team:search", "nightly"], ledger.Decisions.Single().Scope.Tags);
        Assert.Contains("\"tags\":[\"nightly\",\"a,b\",\"import\",7]", Assert.Single(upstream.Requests).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a,,b")]
    [InlineData("0,1,2,3,4,5,6,7,8,9,a,b,c,d,e,f,g")]
    [InlineData("a-label-that-is-longer-than-the-sixty-four-characters-which-it-may-have")]
    public async Task A_header_of_labels_that_are_none_is_refused(string header)
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));

        var response = await router.Http.PostToAsync(Chats.Path, Chats.Body(), ("x-routing-tags", header));

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("x-routing-tags", (await response.ErrorAsync()).GetProperty("param").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_denied_provider_is_left_out()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(first.Address, second.Address));

        var response = await router.Http.PostJsonAsync(
            """{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"denied_providers":["alpha"]}}""");

        Assert.Equal("beta", response.Header("x-routing-provider"));
        Assert.Equal(0, first.Counters.Requests);
    }

    [Fact]
    public async Task Agent_scores_move_the_tier_that_auto_picks()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address));
        const string Heavy = "\"step_metrics\":{\"reasoning\":10,\"prompt_length\":200000,\"data_size\":10000000,\"condition_count\":50,\"context_depth\":100}";

        var light = await router.Http.PostJsonAsync("""{"model":"auto","messages":[{"role":"user","content":"hi"}]}""");
        var heavy = await router.Http.PostJsonAsync(
            """{"model":"auto","messages":[{"role":"user","content":"hi"}],"routing":{"agent_scores":{"combined_score":10},"""
            + Heavy + "}}");

        Assert.Equal("fast", light.Header("x-routing-tier"));
        Assert.Equal("powerful", heavy.Header("x-routing-tier"));
    }

    // The caller has its answer a moment before it is booked.
    private static async Task<Ledger> LedgerAsync(RouterUnderTest router)
    {
        await Eventually.Is(() => router.Ledger().Decisions.Any());
        return router.Ledger();
    }
}
