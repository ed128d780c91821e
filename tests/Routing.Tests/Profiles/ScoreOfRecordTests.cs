using Routing.Profiles;

namespace Routing.Tests.Profiles;

public class ScoreOfRecordTests
{
    private static readonly CapabilityScore Plain = new()
    {
        Capability = RatedCapability.Code,
        ScoreMillis = 500,
        Basis = ScoreBasis.Published,
        ConfidenceMillis = 500,
        Date = new DateOnly(2026, 8, 1),
        Source = "b",
    };

    public static TheoryData<string, CapabilityScore, CapabilityScore> Pairs => new()
    {
        { "the operator before the benchmark, however old", Plain with { Basis = ScoreBasis.Manual, Date = new(2020, 1, 1) }, Plain },
        { "the benchmark before the maker", Plain, Plain with { Basis = ScoreBasis.Claimed, Date = new(2026, 11, 1), ConfidenceMillis = 1_000 } },
        { "the maker before the guess", Plain with { Basis = ScoreBasis.Claimed }, Plain with { Basis = ScoreBasis.Estimated, Date = new(2026, 11, 1) } },
        { "the newer", Plain with { Date = new(2026, 8, 2), ConfidenceMillis = 1 }, Plain },
        { "the surer", Plain with { ConfidenceMillis = 501, ScoreMillis = 900 }, Plain },
        { "the lower", Plain with { ScoreMillis = 499, Source = "c" }, Plain },
        { "the first by name", Plain with { Source = "a" }, Plain },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_that_contradict_each_other_counts(string which, CapabilityScore counts, CapabilityScore doesNot)
    {
        Assert.NotEmpty(which);
        Assert.Equal(counts, ScoreOfRecord.Of([counts, doesNot], RatedCapability.Code));
        Assert.Equal(counts, ScoreOfRecord.Of([doesNot, counts], RatedCapability.Code));
    }

    [Fact]
    public void What_is_said_of_another_capability_does_not_count()
    {
        Assert.Null(ScoreOfRecord.Of([Plain], RatedCapability.Vision));
        Assert.Null(ScoreOfRecord.Of([], RatedCapability.Code));
    }

    [Fact]
    public void The_order_in_which_scores_are_given_never_matters()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            CapabilityScore[] scores = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random))];
            var counts = RatedCapabilities.All.Select(capability => ScoreOfRecord.Of(scores, capability)).ToArray();

            random.Shuffle(scores);

            Assert.Equal(counts, RatedCapabilities.All.Select(capability => ScoreOfRecord.Of(scores, capability)));
        }
    }

    [Fact]
    public void One_more_score_changes_nothing_or_is_what_counts()
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var random = new Random(seed);
            CapabilityScore[] scores = [.. Enumerable.Range(0, random.Next(1, 12)).Select(_ => Any(random))];
            var more = Any(random);

            var before = ScoreOfRecord.Of(scores, more.Capability);
            var after = ScoreOfRecord.Of([.. scores, more], more.Capability);

            Assert.True(after == before || after == more);
        }
    }

    // Few values, so that ties happen at every step of the rule.
    private static CapabilityScore Any(Random random) => new()
    {
        Capability = (RatedCapability)random.Next(2),
        ScoreMillis = random.Next(2),
        Basis = (ScoreBasis)random.Next(4),
        ConfidenceMillis = random.Next(2),
        Date = DateOnly.FromDayNumber(740_000 + random.Next(2)),
        Source = random.Next(2) == 0 ? "a" : "b",
    };
}
