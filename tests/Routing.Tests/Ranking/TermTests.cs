using Routing.Health;
using Routing.Ranking;

namespace Routing.Tests.Ranking;

public class TermTests
{
    [Theory]
    [InlineData(0L, 1_000)]
    [InlineData(1_000L, 950)]
    [InlineData(3_000L, 900)]
    [InlineData(1_000_000_000L, 5)]
    [InlineData(long.MaxValue - 1, 0)]
    public void Each_doubling_of_the_cost_takes_fifty_points(long nanos, int points) => Assert.Equal(points, CostPoints.Of(nanos));

    [Fact]
    public void No_price_has_no_points() => Assert.Equal(0, CostPoints.Of(RequestCost.Unpriced));

    [Theory]
    [InlineData(0, 1_000)]
    [InlineData(50, 900)]
    [InlineData(150, 800)]
    [InlineData(int.MaxValue, 0)]
    [InlineData(null, LatencyPoints.Unknown)]
    public void Each_doubling_of_the_wait_takes_a_hundred_points(int? millis, int points) => Assert.Equal(points, LatencyPoints.Of(millis));

    [Fact]
    public void Doublings_never_fall_and_are_exact_at_powers_of_two()
    {
        for (var power = 0; power < 62; power++)
        {
            Assert.Equal(power * Doublings.One, Doublings.Of(1L << power));
        }

        for (long number = 1; number < 5_000; number++)
        {
            Assert.True(Doublings.Of(number) <= Doublings.Of(number + 1));
        }
    }

    [Fact]
    public void A_deployment_on_trial_is_trusted_half_as_much()
    {
        Assert.Equal(900, ReliabilityPoints.Of(new() { Score = 90 }));
        Assert.Equal(450, ReliabilityPoints.Of(new() { Score = 90, Circuit = CircuitState.HalfOpen }));
    }
}
