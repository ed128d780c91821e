using Routing.Experiments.Judging;

namespace Routing.Tests.Experiments.Judging;

public class DifferencesTests
{
    private static readonly double Plain = Quantiles.Normal(1);

    // The examples of Newcombe's paper, method 10, each call a unit of its own.
    [Theory]
    [InlineData(56, 70, 48, 80, 0.2, 0.0524, 0.3339)]
    [InlineData(9, 10, 3, 10, 0.6, 0.1705, 0.8090)]
    [InlineData(5, 56, 0, 29, 0.0893, -0.0381, 0.1926)]
    [InlineData(10, 10, 0, 10, 1.0, 0.6075, 1.0)]
    public void The_difference_of_rates_is_that_of_the_paper(int one, int of, int other, int ofOther, double difference, double lower, double upper)
    {
        var interval = Differences.OfRates(Calls(one, of), Calls(other, ofOther), Plain);

        Assert.Equal((difference, lower, upper), (Math.Round(interval.Difference, 4), Math.Round(interval.Lower, 4), Math.Round(interval.Upper, 4)));
    }

    // Of the table in every textbook.
    [Theory]
    [InlineData(5, 2.5706)]
    [InlineData(10, 2.2281)]
    [InlineData(30, 2.0423)]
    [InlineData(1_000, 1.9623)]
    public void Students_quantile_is_that_of_the_table(double freedom, double quantile) => Assert.Equal(quantile, Quantiles.Student(Plain, freedom), 0.001);

    [Fact]
    public void With_one_call_a_unit_the_difference_of_means_is_welchs()
    {
        double[] one = [3, 5, 4, 9, 7, 2], other = [1, 2, 2, 4];
        var interval = Differences.OfMeans(Once(one), Once(other), Plain);
        var (a, b) = (Variance(one) / one.Length, Variance(other) / other.Length);
        var freedom = (a + b) * (a + b) / ((a * a / (one.Length - 1)) + (b * b / (other.Length - 1)));

        Assert.Equal(one.Average() - other.Average(), interval.Difference, 1e-12);
        Assert.Equal(Quantiles.Student(Plain, freedom) * Math.Sqrt(a + b), interval.Upper - interval.Difference, 1e-9);
    }

    [Fact]
    public void Calls_that_repeat_their_unit_make_nothing_surer()
    {
        var once = Differences.OfRates(Calls(60, 100), Calls(40, 100), Plain);
        var tenfold = Differences.OfRates(Repeated(60, 100, 10), Repeated(40, 100, 10), Plain);

        Assert.Equal(once.Lower, tenfold.Lower, 1e-9);
        Assert.Equal(once.Upper, tenfold.Upper, 1e-9);
    }

    [Fact]
    public void Where_every_call_succeeds_the_units_alone_count()
    {
        var interval = Differences.OfRates(Repeated(40, 40, 25), Repeated(40, 40, 25), Plain);

        Assert.Equal(Differences.OfRates(Calls(40, 40), Calls(40, 40), Plain), interval);
        Assert.True(interval.Upper > 0.05);
    }

    [Fact]
    public void Of_a_thousand_experiments_with_sessions_of_their_own_mind_some_fifty_miss_the_truth()
    {
        var random = new Random(20261128);
        var (rates, costs) = (0, 0);
        for (var i = 0; i < 1_000; i++)
        {
            var (one, other) = (Sessions(random, 0.9, 2.0), Sessions(random, 0.8, 1.0));
            rates += Differences.OfRates(one.Success, other.Success, Plain) is var rate && rate.Lower <= 0.1 && 0.1 <= rate.Upper ? 0 : 1;
            costs += Differences.OfMeans(one.Cost, other.Cost, Plain) is var cost && cost.Lower <= 1 && 1 <= cost.Upper ? 0 : 1;
        }

        Assert.InRange(rates, 25, 80);
        Assert.InRange(costs, 25, 90);
    }

    [Fact]
    public void More_comparisons_must_each_be_surer() =>
        Assert.True(Enumerable.Range(1, 7).Select(Quantiles.Normal).Zip(Enumerable.Range(2, 6).Select(Quantiles.Normal)).All(pair => pair.First < pair.Second));

    [Theory]
    [InlineData(500, 500, false)]
    [InlineData(5_000, 5_150, false)]
    [InlineData(5_000, 5_600, true)]
    [InlineData(1, 9, false)]
    public void Shares_that_chance_would_not_make_are_noticed(long one, long other, bool off) =>
        Assert.Equal(off, ShareCheck.IsOff([(500, one), (500, other)]));

    // Sessions of 1 to 20 calls, each with a rate of success and a cost of its own around the mean.
    private static (RatioSums Success, RatioSums Cost) Sessions(Random random, double rate, double cost)
    {
        var units = Enumerable.Range(0, 120).Select(_ =>
        {
            var calls = random.Next(1, 21);
            var own = rate + (random.Next(2) == 0 ? 0.08 : -0.08);
            return (Calls: (double)calls, Successes: (double)Enumerable.Range(0, calls).Count(_ => random.NextDouble() < own), Cost: calls * cost * 2 * random.NextDouble());
        }).ToArray();
        return (Units.SumsOf(units.Select(unit => (unit.Calls, unit.Successes))), Units.SumsOf(units.Select(unit => (unit.Calls, unit.Cost))));
    }

    private static RatioSums Calls(int successes, int calls) => Repeated(successes, calls, 1);

    private static RatioSums Repeated(int successes, int units, int times) =>
        Units.SumsOf(Enumerable.Range(0, units).Select(unit => ((double)times, unit < successes ? (double)times : 0)));

    private static RatioSums Once(double[] values) => Units.SumsOf(values.Select(value => (1.0, value)));

    private static double Variance(double[] values) => values.Sum(value => (value - values.Average()) * (value - values.Average())) / (values.Length - 1);
}
