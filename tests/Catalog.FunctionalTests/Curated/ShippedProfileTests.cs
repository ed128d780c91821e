using Catalog.Api.CapabilityProfiles;
using Catalog.Api.Curated;
using Routing.Catalog;
using Routing.Profiles;

namespace Catalog.FunctionalTests.Curated;

public sealed class ShippedProfileTests
{
    private static readonly CuratedCatalog Shipped = CuratedCatalog.Load();
    private static readonly CatalogIndex Index = new(CuratedSnapshot.From(Shipped));

    [Fact]
    public void Every_model_that_chats_is_rated_in_everything_it_can_do()
    {
        foreach (var model in Shipped.Models)
        {
            foreach (var capability in RatedCapabilities.All)
            {
                var can = capability switch
                {
                    RatedCapability.Vision => model.Capabilities.Contains("vision"),
                    RatedCapability.Tools => model.Capabilities.Contains("tools"),
                    _ => model.Capabilities.Contains("chat"),
                };
                Assert.True(can == Index.QualityOf(new(model.Id), capability).HasValue, $"{model.Id}, {capability}");
            }
        }
    }

    [Fact]
    public void Only_what_a_benchmark_says_passes_for_published()
    {
        foreach (var profile in ShippedProfiles.Of(Shipped))
        {
            var figures = Shipped.Models.Single(model => model.Id == profile.Model.Value).Benchmarks;
            Assert.All(profile.Scores, score =>
            {
                var rule = score.Source.StartsWith("rule ", StringComparison.Ordinal);
                Assert.Equal(score.Basis is ScoreBasis.Estimated, rule);
                Assert.True(rule ? score.ConfidenceMillis <= 300 : figures.Any(figure =>
                    score.Source.StartsWith($"{figure.Name} ", StringComparison.Ordinal) && score.Date == figure.Date
                    && score.Source.EndsWith(figure.Source, StringComparison.Ordinal)));
            });
        }
    }

    [Fact]
    public void Claims_of_makers_and_of_the_seed_are_no_publications() =>
        Assert.All(
            Shipped.Profiles.Benchmarks,
            rule => Assert.Equal(
                rule.Benchmark.EndsWith("-maker", StringComparison.Ordinal) || rule.Benchmark.StartsWith("seed-2025-", StringComparison.Ordinal)
                    ? "claimed"
                    : "published",
                rule.Basis));

    [Fact]
    public void Curves_rise_and_siblings_exist()
    {
        var models = Shipped.Models.Select(model => model.Id).ToHashSet();
        Assert.All(Shipped.Profiles.Benchmarks, rule => Assert.All(
            rule.Curve.Zip(rule.Curve.Skip(1)), pair => Assert.True(pair.First.At < pair.Second.At && pair.First.Score < pair.Second.Score)));
        Assert.All(Shipped.Profiles.Benchmarks, rule => Assert.All(rule.Capabilities, name => Assert.NotNull(RatedCapabilities.Find(name))));
        Assert.All(Shipped.Profiles.Siblings, sibling => Assert.Contains(sibling.Model, models));
        Assert.All(Shipped.Profiles.Siblings, sibling => Assert.Contains(sibling.Sibling, models));
    }

    [Fact]
    public void An_estimate_never_passes_the_best_measured_model()
    {
        var scores = ShippedProfiles.Of(Shipped).SelectMany(profile => profile.Scores).ToLookup(score => score.Basis is ScoreBasis.Estimated);

        Assert.True(scores[true].Max(score => score.ScoreMillis) <= scores[false].Max(score => score.ScoreMillis));
    }

    [Theory]
    [InlineData("claude-opus-5", "claude-haiku-4-5", RatedCapability.Code)]
    [InlineData("gpt-5.4", "gpt-4o-mini", RatedCapability.Logical)]
    [InlineData("kimi-k3", "llama-3.1-8b", RatedCapability.Conversational)]
    [InlineData("gemini-2.5-pro", "gemini-2.5-flash-lite", RatedCapability.Extraction)]
    public void The_stronger_model_ranks_before_the_weaker(string stronger, string weaker, RatedCapability capability) =>
        Assert.True(Index.QualityOf(new(stronger), capability) > Index.QualityOf(new(weaker), capability));

    [Fact]
    public void In_the_seeds_own_catalog_kimi_beats_gpt_4o_mini_in_code_mathematics_and_reasoning()
    {
        var seed = new CatalogIndex(CuratedSnapshot.From(CuratedCatalog.LoadExample("seed-2025")));

        Assert.All(
            [RatedCapability.Code, RatedCapability.Mathematical, RatedCapability.Logical],
            capability => Assert.True(seed.QualityOf(new("kimi-k2-0905"), capability) > seed.QualityOf(new("gpt-4o-mini"), capability)));
    }

    [Theory]
    [InlineData(-1, 200)]
    [InlineData(0, 200)]
    [InlineData(30, 550)]
    [InlineData(60, 900)]
    [InlineData(80, 950)]
    [InlineData(120, 1000)]
    public void A_figure_finds_its_place_on_the_ladder(int figure, int score) =>
        Assert.Equal(score, new BenchmarkScores(Shipped.Profiles).Of("artificial-analysis-intelligence-2026-08", figure, default, "s").Single().ScoreMillis);
}
