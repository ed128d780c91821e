using Routing.Feedback;

namespace Routing.Tests.Feedback;

public sealed class VerdictTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(3, 500)]
    [InlineData(5, 1_000)]
    public void A_rating_alone_is_spread_over_the_scale(int rating, int quality) =>
        Assert.Equal(quality, new Verdict { Rating = rating }.QualityMillis);

    [Fact]
    public void All_that_was_said_counts_alike() =>
        Assert.Equal(700, new Verdict { Rating = 4, Success = true, JudgeMillis = 350 }.QualityMillis);

    [Fact]
    public void Nothing_said_has_no_quality()
    {
        Assert.True(default(Verdict).IsEmpty);
        Assert.Throws<InvalidOperationException>(() => default(Verdict).QualityMillis);
    }
}
