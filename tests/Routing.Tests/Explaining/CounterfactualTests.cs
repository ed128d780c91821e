using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Health;
using Routing.Tests.Decisions;

namespace Routing.Tests.Explaining;

public class CounterfactualTests
{
    [Fact]
    public void A_key_that_is_missing_is_named()
    {
        var flip = Counterfactual.Nearest(Requests.For(Towns.Index, "balanced").Without("a"))!;

        Assert.Equal(("credential", "a/elm-2", "With A_API_KEY set, a/elm-2 would serve."), (flip.Kind, flip.WouldServe.ToString(), flip.Sentence));
    }

    [Fact]
    public void A_provider_that_is_not_well_is_named()
    {
        var flip = Counterfactual.Nearest(Requests.For(Towns.Index, "balanced") with { Health = Open("a/elm-2") })!;

        Assert.Equal(("deployment_health", "With a/elm-2 healthy, a/elm-2 would serve."), (flip.Kind, flip.Sentence));
    }

    [Fact]
    public void A_score_is_named_with_the_tier_it_leads_to()
    {
        var flip = Counterfactual.Nearest(Scored(6_100))!;

        Assert.Equal(("agent_score", "a/oak-1"), (flip.Kind, flip.WouldServe.ToString()));
        Assert.Equal("with an agent score of 6.501 instead of 6.1 (complexity 6.501 instead of 6.1; powerful above 6.5)", flip.Condition);
        Assert.Equal(401, flip.Distance);
    }

    [Fact]
    public void A_thin_budget_is_named_with_what_is_enough()
    {
        var input = Scored(9_000);

        var flip = Counterfactual.Nearest(input with
        {
            Features = new() { EstimatedInputTokens = 500 },
            Hints = input.Hints with { BudgetRemaining = 2_900 },
        })!;

        Assert.Equal(("budget", "With a budget of 3,000 tokens or more left, a/oak-1 would serve."), (flip.Kind, flip.Sentence));
    }

    [Fact]
    public void What_a_refused_request_needs_is_named_too()
    {
        var flip = Counterfactual.Nearest(Requests.For(Towns.Index, "c/ash-3-mini").Without("c"))!;

        Assert.Equal("With C_API_KEY set, c/ash-3-mini would serve.", flip.Sentence);
    }

    [Fact]
    public void Where_nothing_single_helps_there_is_no_change() =>
        Assert.Null(Counterfactual.Nearest(Requests.For(Towns.Index, "c/ash-3-mini").Without("c") with { Health = Open("c/ash-3-mini") }));

    private static HealthView Open(string id) => new(new Dictionary<DeploymentId, HealthState> { [Towns.Id(id)] = new() { Circuit = CircuitState.Open } });

    // The agent's score is all of the complexity.
    private static DecisionInput Scored(int score) => Requests.For(
        new(Towns.Snapshot with { Rules = new() { AgentShareMillis = 1_000 } }), "auto") with
    { Hints = new() { AgentScores = new() { CombinedMillis = score } } };
}
