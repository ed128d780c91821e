using Aspire.Routing.V1;
using Grpc.Core;
using Router.FunctionalTests.Running;

namespace Router.FunctionalTests.Grpc;

public sealed class RefusalTests
{
    private static readonly Uri Nowhere = new("http://127.0.0.1:9");

    [Fact]
    public async Task Each_candidate_comes_with_its_exclusion_and_the_smallest_change()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere, Nowhere));
        var request = GrpcCalls.Chat();
        request.Hints = new() { MaxCostUsd = 0.0000001 };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(request));

        Assert.Equal("NO_USABLE_MODEL", failure.Reason());
        var refusal = failure.Refusal();
        Assert.Equal(["cost_too_high", "cost_too_high"], refusal.Exclusions.Select(exclusion => exclusion.Reason));
        Assert.Equal(2, refusal.Excluded);
        Assert.Equal("max_cost_usd", Assert.Single(refusal.Relaxation.Steps).Change);
        Assert.Contains(refusal.Relaxation.Steps[0].Text, failure.Status.Detail, StringComparison.Ordinal);

        var id = failure.Trailers.GetValue("x-routing-decision");
        var explained = await new DecisionService.DecisionServiceClient(router.Channel).ExplainAsync(new() { DecisionId = id });
        Assert.Null(explained.Explanation);
        Assert.Equal((id, refusal, failure.Status.Detail), (explained.Refusal.DecisionId, explained.Refusal.Refusal, explained.Refusal.Message));
        Assert.Equal("refused", Assert.Single(router.Ledger().Decisions).Outcome);
    }

    [Fact]
    public async Task A_route_that_nothing_could_serve_is_answered_and_not_kept()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));

        await Assert.ThrowsAsync<RpcException>(async () =>
            await router.Client().RouteAsync(new() { Model = "fast", Conversation = GrpcCalls.Says("hi"), Hints = new() { MinimumContext = 1_000_000 } }));

        Assert.Empty(router.Ledger().Decisions);
    }

    [Fact]
    public async Task Every_requirement_at_fault_is_named()
    {
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(Nowhere));
        var request = GrpcCalls.Chat();
        request.Hints = new() { MaxCostUsd = double.NaN, MaxFirstTokenMs = -1, MaxTotalMs = -1, MinimumContext = -1, SessionId = new string('s', 257) };

        var failure = await Assert.ThrowsAsync<RpcException>(async () => await router.Client().ChatAsync(request));

        Assert.Equal(
            ["hints.max_cost_usd", "hints.max_first_token_ms", "hints.max_total_ms", "hints.minimum_context", "hints.session_id"],
            failure.Fields().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_policy_ranks_and_its_terms_are_shown()
    {
        var snapshot = Catalogs.Of(Nowhere, Nowhere);
        snapshot = snapshot with
        {
            Deployments = [snapshot.Deployments[0] with { Prices = [snapshot.Deployments[0].Prices[0] with { Input = new(900_000_000_000) }] }, snapshot.Deployments[1]],
        };
        await using var router = await RouterUnderTest.StartAsync(snapshot);

        var listed = await router.Client().RouteAsync(new() { Model = "fast", Conversation = GrpcCalls.Says("hi") });
        var ranked = await router.Client().RouteAsync(new() { Model = "fast", Conversation = GrpcCalls.Says("hi"), Hints = new() { Policy = "cost" } });

        Assert.Equal(("alpha", ""), (listed.Decision.Candidates[0].Provider, listed.Decision.Policy));
        Assert.Equal(("beta", "cost"), (ranked.Decision.Candidates[0].Provider, ranked.Decision.Policy));
        Assert.Equal(["quality", "cost", "latency", "reliability", "preference"], ranked.Decision.Candidates[0].Terms.Select(term => term.Name));
        Assert.True(ranked.Decision.Candidates[0].Score > ranked.Decision.Candidates[1].Score);
        Assert.True(ranked.Decision.Candidates[0].ExpectedCostNanos > 0);
    }
}
