using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Tests.Decisions;

public class SeedExampleTests
{
    private static readonly DecisionInput Example = Requests.For(Seed2025.Index) with
    {
        Hints = new RoutingHints
        {
            AgentId = "test-agent",
            Intent = "generate",
            BudgetRemaining = 10_000,
            PreviousFailures = 0,
            AgentScores = AgentScores.From(creation: 5.0, execution: 5.0, combined: 5.0),
        },
    };

    [Fact]
    public void An_agent_of_middling_complexity_is_served_by_the_preferred_kimi_model()
    {
        var decision = Example.Decided();

        Assert.Equal(TierNames.Balanced, decision.Tier);
        Assert.Equal("kimi", decision.Primary.Provider.Id.Value);
        Assert.Equal("kimi-k2-0905-preview", decision.Primary.Deployment.Id.Model);
        Assert.Equal(ResolvedBy.Auto, decision.ResolvedBy);
        Assert.Equal(5_000, decision.Complexity!.AgentScoreMillis);
    }

    [Fact]
    public void Without_the_kimi_key_the_next_entry_serves_and_the_decision_says_why()
    {
        var decision = Example.Without("kimi").Decided();

        Assert.Equal("openai/gpt-4o-mini", decision.Names()[0]);
        var exclusion = Assert.Single(decision.Exclusions);
        Assert.Equal(ExclusionReason.CredentialMissing, exclusion.Reason);
        Assert.Equal("KIMI_API_KEY is not set", exclusion.Detail);
        Assert.Contains("kimi/kimi-k2-0905-preview passed over: KIMI_API_KEY is not set", decision.Reasons);
    }

    [Fact]
    public void The_parameters_of_the_tier_are_offered_since_the_router_chose_the_model()
    {
        Assert.Equal(new TierParameters { MaxTokens = 4096, TemperatureMillis = 700 }, Example.Decided().AppliedParameters);
    }

    [Fact]
    public void The_family_serves_its_preferred_model_and_another_one_only_when_named()
    {
        Assert.Equal(["kimi/kimi-k2-0905-preview"], Requests.For(Seed2025.Index, "family:kimi").Decided().Names());
        Assert.Equal(["kimi/kimi-latest-128k"], Requests.For(Seed2025.Index, "kimi-latest-128k").Decided().Names());
    }
}
