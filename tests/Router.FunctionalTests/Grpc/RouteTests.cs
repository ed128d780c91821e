using Router.FunctionalTests.Running;
using Simulation;

namespace Router.FunctionalTests.Grpc;

public sealed class RouteTests
{
    [Fact]
    public async Task A_decision_is_made_and_nothing_is_sent()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address));

        var response = await router.Client().RouteAsync(new() { Conversation = GrpcCalls.Says("hi") });

        var decision = response.Decision;
        Assert.Equal("auto", decision.ResolvedBy);
        Assert.Equal("fast", decision.Tier);
        Assert.Equal([("alpha", "primary"), ("beta", "tier")], decision.Candidates.Select(candidate => (candidate.Provider, candidate.Role)));
        Assert.NotNull(decision.Complexity);
        Assert.NotEmpty(decision.Reasons);
        Assert.Equal(64, decision.Hash.Length);
        Assert.Equal(0, upstream.Counters.Requests);
    }

    [Fact]
    public async Task Hints_are_read_and_exclusions_are_named()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Catalogs.Of(upstream.Address, upstream.Address));

        var response = await router.Client().RouteAsync(new()
        {
            Model = "fast",
            Conversation = GrpcCalls.Says("hi"),
            Hints = new() { DeniedProviders = { "alpha" }, Intent = "extract", AgentScores = new() { CombinedScore = 2 } },
        });

        Assert.Equal("beta", Assert.Single(response.Decision.Candidates).Provider);
        var exclusion = Assert.Single(response.Decision.Exclusions);
        Assert.Equal(("alpha", "sim-small", "provider_denied"), (exclusion.Provider, exclusion.Model, exclusion.Reason));
    }
}
