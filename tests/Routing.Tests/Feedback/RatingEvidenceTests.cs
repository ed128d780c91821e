using Routing.Feedback;

namespace Routing.Tests.Feedback;

public sealed class RatingEvidenceTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_verdict_counts_half_after_a_half_life()
    {
        var evidence = default(RatingEvidence).Add(800, Start).FadedTo(Start + RatingEvidence.HalfLife);

        Assert.Equal(0.5, evidence.Weight, 9);
        Assert.Equal(0.4, evidence.Sum, 9);
    }

    [Fact]
    public void The_order_of_verdicts_does_not_matter()
    {
        var random = new Random(7);
        var verdicts = Enumerable.Range(0, 50).Select(_ => (Quality: random.Next(1_001), At: Start.AddHours(random.Next(2_000)))).ToArray();
        var inOrder = Merge(verdicts.OrderBy(verdict => verdict.At));

        for (var i = 0; i < 20; i++)
        {
            random.Shuffle(verdicts);
            var shuffled = Merge(verdicts);
            Assert.Equal(inOrder.Weight, shuffled.Weight, 9);
            Assert.Equal(inOrder.Sum, shuffled.Sum, 9);
            Assert.Equal(inOrder.At, shuffled.At);
        }
    }

    private static RatingEvidence Merge(IEnumerable<(int Quality, DateTimeOffset At)> verdicts) =>
        verdicts.Aggregate(default(RatingEvidence), (evidence, verdict) => evidence.Add(verdict.Quality, verdict.At));
}
