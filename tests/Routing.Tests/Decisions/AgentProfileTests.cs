using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Tests.Decisions;

public class AgentProfileTests
{
    private static readonly AgentProfile Scout = new() { AgentId = "scout", Scores = AgentScores.From(10, 5, null) };

    [Fact]
    public void An_agent_that_brings_no_scores_is_judged_by_its_profile()
    {
        var complexity = Decide(Scout, new() { AgentId = "scout" }).Complexity!;

        Assert.Equal((7_000, AgentScoreSource.Profile), (complexity.AgentScoreMillis, complexity.AgentScoreFrom));
    }

    [Fact]
    public void Scores_of_the_request_come_first()
    {
        var complexity = Decide(Scout, new() { AgentId = "scout", AgentScores = AgentScores.From(null, null, 1) }).Complexity!;

        Assert.Equal((1_000, AgentScoreSource.Request), (complexity.AgentScoreMillis, complexity.AgentScoreFrom));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("stranger")]
    public void Of_any_other_agent_nothing_is_known(string? agent)
    {
        var complexity = Decide(Scout, new() { AgentId = agent }).Complexity!;

        Assert.Equal(((int?)null, AgentScoreSource.None), (complexity.AgentScoreMillis, complexity.AgentScoreFrom));
    }

    [Fact]
    public void A_default_tier_is_where_its_requests_start()
    {
        var careful = Scout with { Scores = new(), DefaultTier = TierNames.Powerful };

        var decision = Decide(careful, new() { AgentId = "scout" });

        Assert.Equal("powerful", decision.Tier);
        Assert.Contains("the profile of agent scout starts from powerful", decision.Reasons);
        Assert.Equal("fast", Decide(careful, new() { AgentId = "scout", AgentScores = AgentScores.From(null, null, 0) }).Tier);
    }

    [Fact]
    public void Failures_raise_a_default_tier_as_well()
    {
        var modest = Scout with { DefaultTier = TierNames.Fast };

        Assert.Equal("balanced", Decide(modest, new() { AgentId = "scout", PreviousFailures = 1 }).Tier);
    }

    [Fact]
    public void Another_profile_is_another_decision()
    {
        var hints = new RoutingHints { AgentId = "scout" };

        Assert.NotEqual(Decide(Scout, hints).Hash, Decide(Scout with { Scores = AgentScores.From(9, 5, null) }, hints).Hash);
    }

    private static Decision Decide(AgentProfile profile, RoutingHints hints) =>
        (Requests.For(new CatalogIndex(Towns.Snapshot with { AgentProfiles = [profile] }), "auto") with { Hints = hints }).Decided();
}
