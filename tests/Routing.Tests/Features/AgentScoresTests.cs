using Routing.Features;

namespace Routing.Tests.Features;

public class AgentScoresTests
{
    [Fact]
    public void The_combined_score_wins() => Assert.Equal(2_500, AgentScores.From(9, 9, 2.5).ScoreMillis(400));

    [Fact]
    public void Creation_and_execution_weigh_four_to_six() => Assert.Equal(5_800, AgentScores.From(creation: 10, execution: 3, null).ScoreMillis(400));

    [Fact]
    public void The_shares_are_what_the_catalog_says() => Assert.Equal(9_300, AgentScores.From(creation: 10, execution: 3, null).ScoreMillis(900));

    [Fact]
    public void A_single_score_stands_for_the_whole()
    {
        Assert.Equal(4_000, AgentScores.From(4, null, null).ScoreMillis(400));
        Assert.Equal(6_000, AgentScores.From(null, 6, null).ScoreMillis(400));
    }

    [Fact]
    public void No_score_is_not_the_score_zero()
    {
        Assert.Null(AgentScores.From(null, null, null).ScoreMillis(400));
        Assert.Null(AgentScores.From(null, null, double.NaN).ScoreMillis(400));
        Assert.Equal(0, AgentScores.From(null, null, 0).ScoreMillis(400));
    }

    [Theory]
    [InlineData(-3, 0)]
    [InlineData(11, 10_000)]
    [InlineData(double.PositiveInfinity, 10_000)]
    public void Scores_beyond_the_scale_count_as_its_end(double written, int millis) =>
        Assert.Equal(millis, AgentScores.From(null, null, written).ScoreMillis(400));

    [Fact]
    public void Scores_set_beyond_the_scale_are_moved_to_its_end() => Assert.Equal(10_000, new AgentScores { CombinedMillis = int.MaxValue }.ScoreMillis(400));
}
