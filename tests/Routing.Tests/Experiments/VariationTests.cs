using Routing.Catalog;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Explaining;
using Routing.Features;
using Routing.Replaying;
using Routing.Tests.Decisions;

namespace Routing.Tests.Experiments;

public class VariationTests
{
    private static readonly Variant Control = new() { Name = "control", WeightMillis = 500 };

    [Fact]
    public void The_control_is_served_as_without_the_experiment_and_says_that_it_takes_part()
    {
        var decision = In(Trials.Halves(), 0).Decided();

        Assert.Equal(Requests.For(Towns.Index, "auto").Decided().Names(), decision.Names());
        Assert.Equal(new("halves", "control", ExperimentUnit.Session), decision.Experiment);
        Assert.Equal(ResolvedBy.Auto, decision.ResolvedBy);
        Assert.Equal("experiment halves: variant control, drawn by session", decision.Reasons[0]);
    }

    [Fact]
    public void A_variant_asks_for_something_else_in_the_callers_place()
    {
        var decision = In(Trials.Halves(), 500).Decided();

        Assert.Equal(Requests.For(Towns.Index, "powerful").Decided().Names(), decision.Names());
        Assert.Equal(("auto", ResolvedBy.Experiment, "powerful"), (decision.Selector, decision.ResolvedBy, decision.Tier));
        Assert.Equal("experiment halves: variant strong, drawn by session, asks for powerful", decision.Reasons[0]);
    }

    [Fact]
    public void A_variant_ranks_by_another_policy_before_that_of_a_preset()
    {
        var index = new CatalogIndex(Towns.Snapshot with
        {
            Presets = [new() { Name = "mine", Selector = "balanced", Policy = "quality" }],
            Experiments = [Trials.Halves() with { Scope = new() { Selectors = ["@preset/mine"] }, Variants = [Control, new() { Name = "b", WeightMillis = 500, Policy = "cost" }] }],
        });

        Assert.Equal("quality", In(index, 0, "@preset/mine").Decided().Policy!.Name);
        Assert.Equal("cost", In(index, 999, "@preset/mine").Decided().Policy!.Name);
    }

    [Fact]
    public void A_variant_moves_the_thresholds_between_tiers()
    {
        var moved = Trials.Halves() with { Variants = [Control, new() { Name = "sparing", WeightMillis = 500, BalancedFromMillis = 9_000, PowerfulAboveMillis = 9_500 }] };
        var hints = new RoutingHints { AgentScores = new() { CombinedMillis = 8_000 } };
        var (control, sparing) = (In(moved, 0) with { Hints = hints }, In(moved, 500) with { Hints = hints });

        Assert.Equal("balanced", control.Decided().Tier);
        Assert.Equal("fast", sparing.Decided().Tier);
        Assert.Equal(9.0m, Explanation.Of(sparing, sparing.Decided()).ComplexityParts!.BalancedFrom);
    }

    [Fact]
    public void A_variant_that_cannot_serve_is_set_aside_and_fails_nobody()
    {
        var gone = Trials.Halves() with { Variants = [Control, new() { Name = "gone", WeightMillis = 500, Selector = "c/ash-3-mini" }] };
        var input = In(gone, 500, "balanced").Without("c");

        var decision = input.Decided();

        Assert.Equal(Requests.For(Towns.Index, "balanced").Without("c").Decided().Names(), decision.Names());
        Assert.Equal((ResolvedBy.Tier, true), (decision.ResolvedBy, decision.Experiment!.SetAside));
        Assert.Contains("which could not serve", WhyNot.Of(input, "a/elm-2").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_neither_can_serve_the_request_hears_what_it_would_hear_without_the_experiment()
    {
        var input = In(Trials.Halves(), 500).Without("a", "b", "c");

        Assert.Equal(Requests.For(Towns.Index, "auto").Without("a", "b", "c").Refused().Message, input.Refused().Message);
    }

    [Fact]
    public void An_experiment_that_the_catalog_no_longer_knows_changes_nothing()
    {
        var input = Requests.For(Towns.Index, "auto") with { Experiment = new() { Experiment = "halves" } };

        Assert.Null(input.Decided().Experiment);
    }

    [Fact]
    public void A_decision_replays_whatever_becomes_of_its_experiment()
    {
        var input = In(Trials.Halves(), 500);
        var stored = StoredDecision.Read(StoredDecision.Write(input, input.Decided()));
        var ended = new CatalogIndex(input.Index.Snapshot with { Experiments = [] });

        Assert.Equal(ReplayVerdict.Reproduced, Replay.Of(stored, stored.Input(input.Index, input.Health)).Verdict);
        Assert.NotEqual(ended.ContentHash, stored.CatalogHash);
    }

    [Fact]
    public void Its_explanation_says_how_it_came_there()
    {
        var input = In(Trials.Halves(share: 250), 123_700) with { Selector = null };

        var explanation = Explanation.Of(input, input.Decided());

        Assert.Equal(("halves", "strong"), (explanation.Experiment, explanation.Variant));
        Assert.Equal(
            "the session drew 123 of 1000, below the share of 250, and place 700, where strong has 500 to 999; it sets selector powerful",
            explanation.ExperimentReason);
    }

    [Fact]
    public void What_would_have_served_in_another_variant_is_one_change_away()
    {
        var input = In(Trials.Halves(), 0, "balanced");

        var flip = Counterfactual.Nearest(input, [Towns.Id("a/oak-1")])!;

        Assert.Equal(("experiment", "In variant strong of experiment halves, a/oak-1 would serve."), (flip.Kind, flip.Sentence));
        Assert.EndsWith("in variant strong of experiment halves it would have been.", WhyNot.Of(input, "a/oak-1").Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_not_says_that_an_experiment_asked_for_something_else()
    {
        var sentence = WhyNot.Of(In(Trials.Halves(), 500), "a/elm-2").Sentence;

        Assert.StartsWith(
            "a/oak-1 was selected because an experiment asked for powerful in place of auto (in variant strong of experiment halves); ", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void The_prompt_is_read_where_a_variant_leaves_the_choice_open()
    {
        var index = Trials.With(Trials.Halves() with { Variants = [Control, new() { Name = "open", WeightMillis = 500, Selector = "auto" }] });

        Assert.False(RoutingPipeline.ReadsPrompt(index, "oak-1", default, null, new() { Experiment = "halves", Number = 0 }));
        Assert.True(RoutingPipeline.ReadsPrompt(index, "oak-1", default, null, new() { Experiment = "halves", Number = 500 }));
    }

    private static DecisionInput In(Experiment experiment, int bucket, string? selector = "auto") => In(Trials.With(experiment), bucket, selector);

    private static DecisionInput In(CatalogIndex index, int bucket, string? selector) => Requests.For(index, selector) with
    {
        Experiment = new() { Experiment = "halves", Unit = ExperimentUnit.Session, Number = bucket },
    };
}
