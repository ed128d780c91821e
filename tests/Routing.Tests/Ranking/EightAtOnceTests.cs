using System.Runtime.Intrinsics;
using Routing.Ranking;

namespace Routing.Tests.Ranking;

/// <summary>What is worked out for eight at once is what is worked out one by one.</summary>
public class EightAtOnceTests
{
    private readonly Random _random = new(11);

    [Fact]
    public void A_quotient_of_eight_is_eight_quotients()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var divisor = _random.Next(1, 8_192);
            var numbers = Enumerable.Range(0, 8).Select(_ => _random.Next(1_001 * divisor)).ToArray();
            var quotients = new Reciprocal(divisor).Divide(Vector256.Create(numbers));

            Assert.Equal(numbers.Select(number => number / divisor), Enumerable.Range(0, 8).Select(lane => quotients[lane]));
        }
    }

    [Fact]
    public void Costs_of_eight_have_the_points_of_each()
    {
        for (var i = 0; i < 20_000; i++)
        {
            var nanos = _random.NextInt64(1L << _random.Next(1, 45));
            var points = CostPoints.OfDoubles(Vector256.Create((double)(nanos + CostPoints.Millionth)), Vector256.Create(CostPoints.Worthless + (double)nanos));

            Assert.Equal(CostPoints.Of(nanos), points[0]);
            Assert.Equal(0, points[7]);
        }
    }

    [Fact]
    public void The_least_sum_that_scores_alike_is_the_least()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var policy = new WeightedPolicy(new() { Name = "any", Quality = _random.Next(1, 2_001), Cost = _random.Next(1_001), Latency = _random.Next(1_001) });
            var sum = _random.Next(policy.HighestSum + 1);
            var least = policy.LeastScoringLike(sum);

            Assert.Equal(policy.ScoreOf(sum), policy.ScoreOf(least));
            Assert.True(least == 0 || policy.ScoreOf(least - 1) < policy.ScoreOf(sum));
        }
    }

    [Fact]
    public void As_many_as_wanted_reach_the_cutoff_and_few_more()
    {
        for (var i = 0; i < 2_000; i++)
        {
            var highest = 1 << _random.Next(1, 23);
            var numbers = Enumerable.Range(0, 8 * _random.Next(1, 40)).Select(_ => _random.Next(5) == 0 ? -1 : _random.Next(highest + 1)).ToArray();
            var counted = numbers.Where(number => number >= 0).OrderDescending().ToArray();
            var wanted = _random.Next(1, 20);
            var cutoff = Cutoff.Of(numbers, wanted, highest);
            var reached = counted.Count(number => number >= cutoff);

            Assert.True(reached >= Math.Min(wanted, counted.Length));
            Assert.True(reached <= wanted + 4 || cutoff == counted[wanted - 1]);
        }
    }
}
