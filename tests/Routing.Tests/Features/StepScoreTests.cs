using FsCheck;
using FsCheck.Fluent;
using Routing.Features;

namespace Routing.Tests.Features;

public class StepScoreTests
{
    [Fact]
    public void An_empty_step_scores_nothing() => Assert.Equal(0, StepScore.Of(new(), StepMetrics.None));

    [Fact]
    public void The_weights_make_up_one_whole() => Assert.Equal(1_000, StepScoreTable.All.Sum(measure => measure.Weight));

    [Fact]
    public void The_callers_measures_come_before_ours()
    {
        var features = new RequestFeatures { PromptCharacters = 256_000, MessageCount = 40 };

        Assert.Equal(10_000, StepScore.Of(features, StepMetrics.None));
        Assert.Equal(0, StepScore.Of(features, new() { PromptLength = 0, ContextDepth = 1 }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 500)]
    [InlineData(1_000, 3_000)]
    [InlineData(2_500, 4_000)]
    [InlineData(int.MaxValue, 10_000)]
    [InlineData(-5, 0)]
    public void A_curve_runs_straight_between_its_points(long characters, int score) =>
        Assert.Equal(score, StepScoreTable.PromptLength.ScoreMillis(characters));

    [Fact]
    public void A_measure_counts_by_its_weight_among_those_known()
    {
        var known = new StepMetrics { PromptLength = 0, ContextDepth = 1, ReasoningMillis = 7_000 };

        Assert.Equal(3_281, StepScore.Of(new(), known));
        Assert.Equal(2_625, StepScore.Of(new(), known with { DataSize = 0 }));
        Assert.Equal(2_100, StepScore.Of(new(), known with { DataSize = 0, ConditionCount = 0 }));
        Assert.Equal(6_050, StepScore.Of(
            new() { Prompt = new PromptEstimate { DifficultyMillis = 10_000 } },
            known with { DataSize = 0, ConditionCount = 0 }));
    }

    [Fact]
    public void More_of_anything_never_scores_less()
    {
        var curves = Gen.Elements(StepScoreTable.All.ToArray()).ToArbitrary();
        var values = ArbMap.Default.ArbFor<long>();
        Prop.ForAll(curves, values, values, (measure, one, other) =>
        {
            var (small, large) = (Math.Min(one, other), Math.Max(one, other));
            var (low, high) = (measure.ScoreMillis(small), measure.ScoreMillis(large));
            return low <= high && low >= 0 && high <= 10_000;
        }).QuickCheckThrowOnFailure();
    }
}
