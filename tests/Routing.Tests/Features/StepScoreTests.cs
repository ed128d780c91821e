using FsCheck;
using FsCheck.Fluent;
using Routing.Features;

namespace Routing.Tests.Features;

public class StepScoreTests
{
    private static readonly StepScoreTable Shipped = StepScoreTable.Shipped;

    [Fact]
    public void An_empty_step_scores_nothing() => Assert.Equal(0, Score(new(), StepMetrics.None));

    [Fact]
    public void The_weights_make_up_one_whole() => Assert.Equal(1_000, StepMeasures.All.Sum(measure => Shipped[measure].Weight));

    [Fact]
    public void The_callers_measures_come_before_ours()
    {
        var features = new RequestFeatures { PromptCharacters = 256_000, MessageCount = 40 };

        Assert.Equal(10_000, Score(features, StepMetrics.None));
        Assert.Equal(0, Score(features, new() { PromptLength = 0, ContextDepth = 1 }));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(100, 500)]
    [InlineData(1_000, 3_000)]
    [InlineData(2_500, 4_000)]
    [InlineData(int.MaxValue, 10_000)]
    [InlineData(-5, 0)]
    public void A_curve_runs_straight_between_its_points(long characters, int score) =>
        Assert.Equal(score, Shipped[StepMeasure.PromptLength].ScoreMillis(characters));

    [Fact]
    public void A_measure_counts_by_its_weight_among_those_known()
    {
        var known = new StepMetrics { PromptLength = 0, ContextDepth = 1, ReasoningMillis = 7_000 };

        Assert.Equal(3_281, Score(new(), known));
        Assert.Equal(2_625, Score(new(), known with { DataSize = 0 }));
        Assert.Equal(2_100, Score(new(), known with { DataSize = 0, ConditionCount = 0 }));
        Assert.Equal(6_050, Score(
            new() { Prompt = new PromptEstimate { DifficultyMillis = 10_000 } },
            known with { DataSize = 0, ConditionCount = 0 }));
    }

    [Fact]
    public void More_of_anything_never_scores_less()
    {
        var curves = Gen.Elements(StepMeasures.All.Select(measure => Shipped[measure]).ToArray()).ToArbitrary();
        var values = ArbMap.Default.ArbFor<long>();
        Prop.ForAll(curves, values, values, (measure, one, other) =>
        {
            var (small, large) = (Math.Min(one, other), Math.Max(one, other));
            var (low, high) = (measure.ScoreMillis(small), measure.ScoreMillis(large));
            return low <= high && low >= 0 && high <= 10_000;
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void What_the_messages_show_of_data_conditions_and_reasoning_raises_the_score()
    {
        var plain = new RequestFeatures { PromptCharacters = 400, MessageCount = 1, Prompt = new PromptEstimate { DifficultyMillis = 3_000 } };
        var logical = new PromptEstimate { DifficultyMillis = 8_000, Capabilities = new() { [PromptCapability.Logical] = 1_000 } };

        var score = Score(plain, StepMetrics.None);
        Assert.True(Score(plain with { DataBytes = 1_000_000 }, StepMetrics.None) > score);
        Assert.True(Score(plain with { Prompt = plain.Prompt.Value with { Conditions = 6 } }, StepMetrics.None) > score);
        Assert.True(
            Score(plain with { Prompt = logical }, StepMetrics.None) > Score(plain with { Prompt = logical with { Capabilities = default } }, StepMetrics.None));
    }

    [Fact]
    public void What_the_messages_do_not_show_lowers_nothing()
    {
        var hard = new RequestFeatures { PromptCharacters = 4_000, MessageCount = 1, Prompt = new PromptEstimate { DifficultyMillis = 9_000 } };

        Assert.Equal(Score(hard, StepMetrics.None), Score(hard with { DataBytes = 10 }, StepMetrics.None));
    }

    [Fact]
    public void Measures_of_the_caller_come_before_what_the_messages_show()
    {
        var features = new RequestFeatures { PromptCharacters = 400, MessageCount = 1, DataBytes = 10_000_000 };

        Assert.True(Score(features, new() { DataSize = 0 }) < Score(features with { DataBytes = 0 }, StepMetrics.None));
    }

    [Fact]
    public void Finding_more_never_scores_less()
    {
        var sizes = ArbMap.Default.ArbFor<PositiveInt>();
        Prop.ForAll(sizes, sizes, sizes, (data, conditions, difficulty) =>
        {
            int Of(long bytes, int found) => Score(
                new()
                {
                    PromptCharacters = 500,
                    MessageCount = 2,
                    DataBytes = bytes,
                    Prompt = new PromptEstimate
                    {
                        DifficultyMillis = difficulty.Get % 10_001,
                        Conditions = found,
                        Capabilities = new() { [PromptCapability.Mathematical] = 900 },
                    },
                },
                StepMetrics.None);
            var size = (long)data.Get * 10_000;
            return Of(size, conditions.Get % 12) <= Of(size * 2, conditions.Get % 12) && Of(size, conditions.Get % 12) <= Of(size, (conditions.Get % 12) + 1);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Another_table_counts_otherwise()
    {
        var features = new RequestFeatures { PromptCharacters = 1_000, MessageCount = 1, Prompt = new PromptEstimate { DifficultyMillis = 9_000 } };
        var table = Shipped
            .With(StepMeasure.Difficulty, Shipped[StepMeasure.Difficulty] with { Weight = 0 })
            .With(StepMeasure.ContextDepth, new(100, [new(0, 7_000)]));

        Assert.Equal(5_000, StepScore.Of(features, StepMetrics.None, table));
        Assert.NotEqual(Shipped, table);
        Assert.Equal(Shipped, table
            .With(StepMeasure.Difficulty, Shipped[StepMeasure.Difficulty])
            .With(StepMeasure.ContextDepth, new(70, [.. Shipped[StepMeasure.ContextDepth].Curve])));
    }

    private static int Score(RequestFeatures features, StepMetrics given) => StepScore.Of(features, given, Shipped);
}
