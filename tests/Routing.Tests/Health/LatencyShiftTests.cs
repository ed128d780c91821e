using Routing.Health;

namespace Routing.Tests.Health;

public class LatencyShiftTests
{
    private const double Deviation = 0.6;

    [Fact]
    public void While_it_learns_it_says_nothing()
    {
        var shift = Feed(LatencyShift.Unknown, new(1), answers: 300, median: 400);
        shift = Feed(shift, new(2), answers: 299, median: 4_000);

        Assert.Null(shift.Usual);
        Assert.False(shift.IsSlow);
    }

    [Fact]
    public void Latencies_that_double_are_found_within_two_hundred_answers_and_told_by_how_much()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var random = new Random(seed);
            var shift = Feed(LatencyShift.Unknown, random, answers: 2_000, median: 400);
            Assert.False(shift.IsSlow);

            shift = Feed(shift, random, answers: 200, median: 800);

            Assert.True(shift.IsSlow, $"seed {seed}");
            Assert.InRange(shift.Since!.Value / shift.Usual!.Value, 1.5, 2.8);
        }
    }

    [Fact]
    public void A_few_very_slow_answers_are_no_shift()
    {
        var random = new Random(1);
        var shift = Feed(LatencyShift.Unknown, random, answers: 2_000, median: 400);
        for (var i = 0; i < 100; i++)
        {
            shift = Feed(shift, random, answers: 200, median: 400);
            shift = Feed(shift, random, answers: 3, median: 60_000);
            Assert.False(shift.IsSlow);
        }
    }

    [Fact]
    public void A_slow_drift_becomes_the_new_usual()
    {
        var random = new Random(1);
        var shift = Feed(LatencyShift.Unknown, random, answers: 2_000, median: 400);
        for (var median = 400; median < 900; median++)
        {
            shift = Feed(shift, random, answers: 400, median);
            Assert.False(shift.IsSlow);
        }

        Assert.InRange(shift.Usual!.Value.TotalMilliseconds, 700, 1_000);
    }

    [Fact]
    public void It_recovers_once_it_is_as_quick_as_it_was_and_not_before()
    {
        var random = new Random(1);
        var shift = Feed(LatencyShift.Unknown, random, answers: 2_000, median: 400);
        shift = Feed(shift, random, answers: 5_000, median: 900);
        Assert.True(shift.IsSlow);

        Assert.False(Feed(shift, random, answers: 300, median: 400).IsSlow);
    }

    [Fact]
    public void How_the_answers_come_in_does_not_matter_to_the_baseline()
    {
        var singly = Feed(LatencyShift.Unknown, new(7), answers: 600, median: 400);
        var random = new Random(7);
        var together = LatencyShift.Unknown;
        for (var point = 0; point < 30; point++)
        {
            together = together.Next(Enumerable.Range(0, 20).Aggregate(default(LatencySeries), (sum, _) => sum + new LatencySeries(1, Any(random, 400))));
        }

        Assert.Equal(singly.Usual, together.Usual);
    }

    private static LatencyShift Feed(LatencyShift shift, Random random, int answers, double median)
    {
        for (var i = 0; i < answers; i++)
        {
            shift = shift.Next(new(1, Any(random, median)));
        }

        return shift;
    }

    // Latencies are about log-normal: the logarithm of one around that of the median.
    private static double Any(Random random, double median) =>
        Math.Log(median) + (Deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
}
