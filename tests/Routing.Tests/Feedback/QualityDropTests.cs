using Routing.Feedback;

namespace Routing.Tests.Feedback;

public sealed class QualityDropTests
{
    [Fact]
    public void A_model_that_degrades_is_found_within_200_verdicts()
    {
        for (var seed = 0; seed < 100; seed++)
        {
            var random = new Random(seed);
            var verdicts = new List<int>(Successes(random, count: 200, share: 0.85));
            var waited = 0;
            while (QualityDrop.Find([.. verdicts]) is null)
            {
                verdicts.AddRange(Successes(random, count: 5, share: 0.4));
                waited += 5;
                Assert.True(waited <= 200, $"Seed {seed}: nothing found after {waited} bad verdicts.");
            }

            Assert.True(waited > 0, $"Seed {seed}: found before there was anything to find.");
        }
    }

    [Fact]
    public void What_is_found_says_how_it_was_before_and_after()
    {
        var drop = QualityDrop.Find([.. Enumerable.Repeat(900, 100), .. Enumerable.Repeat(400, 60)]);

        Assert.Equal(new QualityDrop(900, 100, 400, 60), drop);
    }

    [Fact]
    public void Steady_ratings_raise_nothing_in_a_thousand_runs()
    {
        for (var seed = 0; seed < 1_000; seed++)
        {
            var random = new Random(seed);
            var verdicts = (seed % 3) switch
            {
                0 => Successes(random, count: 400, share: random.NextDouble()),
                1 => [.. Enumerable.Range(0, 400).Select(_ => random.Next(5) * 250)],
                _ => [.. Enumerable.Range(0, 400).Select(_ => random.Next(1_001))],
            };
            for (var count = 70; count <= verdicts.Length; count += 10)
            {
                Assert.True(QualityDrop.Find(verdicts.AsSpan(0, count)) is null, $"Seed {seed}: found a drop after {count} steady verdicts.");
            }
        }
    }

    [Fact]
    public void A_model_that_gets_better_is_left_alone() =>
        Assert.Null(QualityDrop.Find([.. Enumerable.Repeat(300, 100), .. Enumerable.Repeat(900, 100)]));

    [Fact]
    public void A_small_drop_is_left_alone_however_sure() =>
        Assert.Null(QualityDrop.Find([.. Enumerable.Repeat(900, 200), .. Enumerable.Repeat(801, 200)]));

    private static int[] Successes(Random random, int count, double share) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < share ? 1_000 : 0)];
}
