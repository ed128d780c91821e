using Routing.Experiments.Judging;

namespace Routing.Tests.Experiments.Judging;

public class StatementTests
{
    [Fact]
    public void A_difference_that_is_shown_is_named() => Assert.Equal(
        "Success: strong 99 %, control 90 %; strong succeeds more often: the difference lies between +5 points and +13 points with 95 % confidence.",
        Say(new(Measure.Success, 0.99, 0.90, new(0.09, 0.05, 0.13))));

    [Fact]
    public void One_that_is_not_shown_is_not() => Assert.Equal(
        "Cost a call: strong $0.0021, control $0.002; the difference lies between -$0.0001 and +$0.0003 with 95 % confidence, so that none is shown.",
        Say(new(Measure.Cost, 0.0021, 0.002, new(0.0001, -0.0001, 0.0003))));

    [Fact]
    public void Too_few_are_too_few() => Assert.Equal(
        "Latency: strong 120.5 ms, control 90 ms; too few sessions to tell, 30 of each at least.", Say(new(Measure.Latency, 120.5, 90, null)));

    [Fact]
    public void Nothing_is_nothing() =>
        Assert.Equal("Quality by feedback: nothing is known yet of strong.", Say(new(Measure.Quality, null, 0.5, null)));

    [Fact]
    public void Below_thirty_units_no_interval_is_given()
    {
        var (few, enough) = (Units.SumsOf(Enumerable.Repeat((10.0, 9.0), 29)), Units.SumsOf(Enumerable.Repeat((1.0, 1.0), 30)));

        Assert.Null(Finding.Of(Measure.Success, few, enough, 1).Interval);
        Assert.NotNull(Finding.Of(Measure.Success, enough, enough, 1).Interval);
        Assert.Null(Finding.Of(Measure.Cost, default, enough, 1).Variant);
    }

    private static string Say(Finding finding) => Statement.Of(finding, "strong", "control", "sessions");
}
