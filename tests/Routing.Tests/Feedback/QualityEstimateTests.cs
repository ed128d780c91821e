using Routing.Catalog;
using Routing.Feedback;
using Routing.Profiles;

namespace Routing.Tests.Feedback;

public sealed class QualityEstimateTests
{
    [Fact]
    public void Few_verdicts_leave_the_profile_as_it_is() =>
        Assert.Equal(800, Estimate(mean: 100, evidence: QualityEstimate.LeastEvidenceMillis - 1).Correct(800));

    [Fact]
    public void As_many_verdicts_as_the_profile_is_worth_meet_it_half_way() =>
        Assert.Equal(600, Estimate(mean: 400, evidence: QualityEstimate.PriorMillis).Correct(800));

    [Fact]
    public void Many_verdicts_speak_for_themselves() =>
        Assert.InRange(Estimate(mean: 400, evidence: 5_000_000).Correct(800)!.Value, 400, 402);

    [Fact]
    public void Ranking_reads_the_corrected_score()
    {
        var snapshot = new CatalogSnapshot { QualityEstimates = [Estimate(mean: 900, evidence: QualityEstimate.PriorMillis)] };

        Assert.Equal(700, new CatalogIndex(snapshot).QualityOf(new ModelId("m"), RatedCapability.Code));
        Assert.Null(new CatalogIndex(snapshot).QualityOf(new ModelId("m"), RatedCapability.Logical));
    }

    [Theory]
    [InlineData(500, 9_000, null, null, false)]
    [InlineData(500, 10_000, null, null, true)]
    [InlineData(500, 20_000, 509, 20_000, false)]
    [InlineData(500, 20_000, 510, 20_000, true)]
    [InlineData(500, 23_999, 500, 20_000, false)]
    [InlineData(500, 24_000, 500, 20_000, true)]
    [InlineData(500, 9_000, 500, 10_000, true)]
    public void Only_news_makes_a_revision(int mean, int evidence, int? publishedMean, int? publishedEvidence, bool news)
    {
        var published = publishedMean is { } before ? Estimate(before, publishedEvidence!.Value) : null;

        Assert.Equal(news, Estimate(mean, evidence).IsNewsAfter(published));
    }

    private static QualityEstimate Estimate(int mean, int evidence) => new(new ModelId("m"), RatedCapability.Code, mean, evidence);
}
