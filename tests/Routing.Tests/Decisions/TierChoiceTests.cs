using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Money.Budgets;

namespace Routing.Tests.Decisions;

public class TierChoiceTests
{
    [Theory]
    [InlineData(0.0, "fast")]
    [InlineData(2.999, "fast")]
    [InlineData(3.0, "balanced")]
    [InlineData(6.5, "balanced")]
    [InlineData(6.501, "powerful")]
    [InlineData(10.0, "powerful")]
    public void Complexity_picks_the_tier(double score, string tier)
    {
        Assert.Equal(tier, Agent(score).Decided().Tier);
    }

    [Theory]
    [InlineData(0, "fast")]
    [InlineData(1, "balanced")]
    [InlineData(2, "powerful")]
    [InlineData(int.MaxValue, "powerful")]
    [InlineData(-1, "fast")]
    public void Each_earlier_failure_asks_for_a_stronger_tier(int failures, string tier)
    {
        var input = Agent(1);
        var decision = (input with { Hints = input.Hints with { PreviousFailures = failures } }).Decided();

        Assert.Equal(tier, decision.Tier);
        Assert.Equal(failures > 0, decision.Reasons.Contains($"escalated to {tier} after {failures} failed"));
    }

    [Theory]
    [InlineData(2_400, "balanced")]
    [InlineData(2_399, "fast")]
    [InlineData(0, "fast")]
    public void A_budget_below_two_requests_lowers_the_tier_and_says_so(long left, string tier)
    {
        var input = Agent(5);
        var decision = (input with { Features = new() { EstimatedInputTokens = 200 }, Hints = input.Hints with { BudgetRemaining = left } }).Decided();

        Assert.Equal(tier, decision.Tier);
        Assert.Equal(tier == "fast", decision.Reasons.Contains($"lowered to fast: {left} tokens left of the budget, about 1200 a request"));
    }

    [Fact]
    public void An_exhausted_budget_leads_to_the_fast_tier_from_anywhere()
    {
        var input = Agent(10);

        Assert.Equal("fast", (input with { Hints = input.Hints with { BudgetRemaining = 0 } }).Decided().Tier);
        Assert.Equal("balanced", (input with { Hints = input.Hints with { BudgetRemaining = 1 } }).Decided().Tier);
    }

    [Theory]
    [InlineData(BudgetBand.None, "powerful", null)]
    [InlineData(BudgetBand.Ample, "powerful", null)]
    [InlineData(BudgetBand.Thin, "balanced", "lowered to balanced: the budget is spent to four fifths")]
    [InlineData(BudgetBand.Spent, "fast", "lowered to fast: the budget is nearly spent")]
    public void A_thin_budget_of_the_caller_lowers_the_tier_and_says_so(BudgetBand band, string tier, string? reason)
    {
        var decision = (Agent(10) with { BudgetBand = band }).Decided();

        Assert.Equal(tier, decision.Tier);
        Assert.Equal(reason, decision.Reasons.SingleOrDefault(told => told.StartsWith("lowered", StringComparison.Ordinal)));
        Assert.Equal(band == BudgetBand.None, decision.Hash == Agent(10).Decided().Hash);
    }

    [Fact]
    public void The_thresholds_are_the_catalogs()
    {
        var index = new CatalogIndex(Towns.Snapshot with { Rules = new() { AgentShareMillis = 1_000, BalancedFromMillis = 1_000, PowerfulAboveMillis = 2_000 } });

        Assert.Equal("balanced", (Agent(2) with { Index = index }).Decided().Tier);
        Assert.Equal("powerful", (Agent(2.001) with { Index = index }).Decided().Tier);
    }

    [Fact]
    public void Agent_and_step_weigh_six_to_four()
    {
        var decision = (Requests.For(Towns.Index, "auto") with
        {
            Hints = new()
            {
                AgentScores = AgentScores.From(null, null, 5),
                StepMetrics = new() { PromptLength = 0, ContextDepth = 0, ReasoningMillis = 8_000, ConditionCount = 0, DataSize = 0 },
            },
        }).Decided();

        Assert.Equal(new Complexity(3_960, 5_000, 2_400, AgentScoreSource.Request), decision.Complexity);
    }

    [Fact]
    public void Without_an_agent_the_step_carries_all()
    {
        var complexity = (Requests.For(Towns.Index, "auto") with { Features = new() { PromptCharacters = 4_000, MessageCount = 10 } }).Decided().Complexity!;

        Assert.Equal(new Complexity(5_000, null, 5_000), complexity);
    }

    [Theory]
    [InlineData(0, "fast")]
    [InlineData(5_000, "balanced")]
    [InlineData(10_000, "powerful")]
    public void In_a_plain_chat_the_difficulty_of_the_prompt_picks_the_tier(int difficulty, string tier)
    {
        var features = new RequestFeatures { PromptCharacters = 200, MessageCount = 1, Prompt = new PromptEstimate { DifficultyMillis = difficulty } };

        Assert.Equal(tier, (Requests.For(Towns.Index, "auto") with { Features = features }).Decided().Tier);
    }

    [Fact]
    public void A_named_model_needs_no_complexity()
    {
        Assert.Null(Requests.For(Towns.Index, "oak-1").Decided().Complexity);
    }

    // The share of the step is put out of play, so that the agent's score is the complexity.
    private static DecisionInput Agent(double score) => Requests.For(
        new CatalogIndex(Towns.Snapshot with { Rules = new() { AgentShareMillis = 1_000 } }),
        "auto") with
    {
        Hints = new() { AgentScores = AgentScores.From(null, null, score) },
    };
}
