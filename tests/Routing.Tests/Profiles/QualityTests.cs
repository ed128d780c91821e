using Routing.Catalog;
using Routing.Features;
using Routing.Profiles;

namespace Routing.Tests.Profiles;

public class QualityTests
{
    private static readonly ModelId Oak = new("oak-1");

    private static readonly ModelCapabilityProfile Plain = new()
    {
        Model = Oak,
        Scores =
        [
            new()
            {
                Capability = RatedCapability.Code,
                ScoreMillis = 800,
                Basis = ScoreBasis.Published,
                Date = new DateOnly(2026, 8, 1),
                Source = "https://scores.example",
            },
        ],
    };

    [Fact]
    public void Without_success_rate_and_weight_the_score_stands()
    {
        Assert.Equal(800, Quality(Plain));
        Assert.Equal(0, IndexOf(Plain).PriorityOf(Oak));
    }

    [Theory]
    [InlineData(900, null, 720)]
    [InlineData(null, 500, 400)]
    [InlineData(900, 500, 360)]
    [InlineData(999, 999, 798)]
    [InlineData(null, 5_000, 1_000)]
    [InlineData(0, 5_000, 0)]
    public void Success_rate_and_weight_multiply_it(int? successRate, int? weight, int quality) =>
        Assert.Equal(quality, Quality(Plain with { SuccessRateMillis = successRate, RoutingWeightMillis = weight }));

    [Theory]
    [InlineData(null, 800)]
    [InlineData(true, 800)]
    [InlineData(false, null)]
    public void A_profile_is_active_unless_it_says_no(bool? active, int? quality) => Assert.Equal(quality, Quality(Plain with { IsActive = active }));

    [Fact]
    public void An_inactive_profile_has_no_priority_either()
    {
        Assert.Equal(7, IndexOf(Plain with { Priority = 7 }).PriorityOf(Oak));
        Assert.Equal(0, IndexOf(Plain with { Priority = 7, IsActive = false }).PriorityOf(Oak));
    }

    [Fact]
    public void Nothing_is_known_of_what_nobody_scored()
    {
        Assert.Null(IndexOf(Plain).QualityOf(Oak, RatedCapability.Vision));
        Assert.Null(IndexOf(Plain).QualityOf(new("ash-1"), RatedCapability.Code));
        Assert.Null(CatalogIndex.Empty.QualityOf(Oak, RatedCapability.Code));
    }

    [Fact]
    public void Every_kind_of_work_of_a_prompt_is_rated_by_its_own_name()
    {
        foreach (var work in Enum.GetValues<PromptCapability>())
        {
            Assert.Equal(work.ToString(), RatedCapabilities.Of(work).ToString());
        }
    }

    [Fact]
    public void Every_capability_and_basis_reads_back_by_its_name()
    {
        Assert.All(RatedCapabilities.All, capability => Assert.Equal(capability, RatedCapabilities.Find(RatedCapabilities.NameOf(capability))));
        Assert.All(Enum.GetValues<ScoreBasis>(), basis => Assert.Equal(basis, ScoreBases.Find(ScoreBases.NameOf(basis))));
        Assert.Null(RatedCapabilities.Find("Code"));
        Assert.Null(ScoreBases.Find("heard"));
    }

    private static int? Quality(ModelCapabilityProfile profile) => IndexOf(profile).QualityOf(Oak, RatedCapability.Code);

    private static CatalogIndex IndexOf(ModelCapabilityProfile profile) => new(new CatalogSnapshot { CapabilityProfiles = [profile] });
}
