using Catalog.Api.Curated;

namespace Catalog.FunctionalTests.Curated;

/// <summary>Figures are plausible, dated and say where they were read.</summary>
public sealed class CuratedFigureTests
{
    private static readonly DateOnly FirstModel = new(2020, 6, 11);

    private static readonly string[] Capabilities =
    [
        "chat", "streaming", "tools", "vision", "json_schema", "reasoning",
        "embeddings", "prompt_caching", "audio", "log_probabilities",
    ];

    private static readonly string[] Lifecycles = ["preview", "active", "deprecated", "retired"];

    public static TheoryData<string> Names => Catalogs.All();

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_price_is_dated_and_sourced(string name) =>
        Assert.All(Prices(name), price =>
        {
            Assert.False(string.IsNullOrWhiteSpace(price.Source));
            Assert.InRange(price.SourceDate, FirstModel, DateOnly.FromDateTime(DateTime.UtcNow));
            Assert.True(price.ValidFrom > FirstModel);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void No_price_is_negative_or_a_slip_of_a_unit(string name) =>
        Assert.All(Prices(name), price =>
        {
            // A figure per token or per thousand tokens would fall far outside of these.
            Assert.InRange(price.Input, 0.001m, 1_000m);
            Assert.InRange(price.Output, 0m, 2_000m);
            Assert.InRange(price.CachedInput ?? 0, 0, price.Input);
            Assert.InRange(price.CacheWrite ?? price.Input, 0, price.Input * 2);
            Assert.True(price.ContextOver >= 0);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_embeddings_have_no_price_for_output(string name) =>
        Assert.All(Catalogs.Named(name).Deployments, deployment =>
            Assert.All(deployment.Prices, price =>
                Assert.Equal(deployment.Capabilities.Contains("embeddings"), price.Output == 0)));

    [Theory]
    [MemberData(nameof(Names))]
    public void No_two_prices_hold_for_the_same_prompt_on_the_same_day(string name) =>
        Assert.All(Catalogs.Named(name).Deployments, deployment =>
            Assert.Equal(
                deployment.Prices.Length,
                deployment.Prices.Select(price => (price.ValidFrom, price.ContextOver)).Distinct().Count()));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_price_for_long_prompts_comes_with_one_for_short_ones(string name) =>
        Assert.All(Catalogs.Named(name).Deployments, deployment =>
            Assert.All(
                deployment.Prices.Where(price => price.ContextOver > 0),
                price => Assert.Contains(deployment.Prices, other => other.ContextOver == 0 && other.ValidFrom == price.ValidFrom)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Deployments_state_known_capabilities_and_limits(string name) =>
        Assert.All(Catalogs.Named(name).Deployments, deployment =>
        {
            Assert.NotEmpty(deployment.Capabilities);
            Assert.All(deployment.Capabilities, capability => Assert.Contains(capability, Capabilities));
            Assert.Contains(deployment.Lifecycle, Lifecycles);
            Assert.InRange(deployment.ContextWindow, 1_024, 10_000_000);
            Assert.InRange(deployment.MaxOutputTokens ?? 1, 1, deployment.ContextWindow);
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_can_do_and_hold_what_its_deployments_can(string name)
    {
        var catalog = Catalogs.Named(name);
        var models = catalog.Models.ToDictionary(model => model.Id);
        string[] ofTheEndpoint = ["streaming", "prompt_caching", "log_probabilities"];

        Assert.All(catalog.Deployments, deployment =>
        {
            var model = models[deployment.Canonical];
            Assert.Empty(deployment.Capabilities.Except(ofTheEndpoint).Except(model.Capabilities));
            Assert.True(deployment.ContextWindow <= model.ContextWindow);
        });
    }

    [Fact]
    public void An_end_of_life_in_the_shipped_catalog_says_who_announced_it() =>
        Assert.All(
            CuratedCatalog.Load().Deployments.Where(deployment => deployment.Lifecycle is "deprecated" or "retired" || deployment.RetiresOn is not null),
            deployment =>
            {
                Assert.False(string.IsNullOrWhiteSpace(deployment.LifecycleSource));
                Assert.NotNull(deployment.LifecycleSourceDate);
            });

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_benchmark_score_is_dated_and_sourced(string name) =>
        Assert.All(Catalogs.Named(name).Models.SelectMany(model => model.Benchmarks), benchmark =>
        {
            Assert.False(string.IsNullOrWhiteSpace(benchmark.Name));
            Assert.False(string.IsNullOrWhiteSpace(benchmark.Source));
            Assert.InRange(benchmark.Score, 0, 100);
            Assert.InRange(benchmark.Date, FirstModel, DateOnly.FromDateTime(DateTime.UtcNow));
        });

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_has_one_score_of_a_name(string name) =>
        Assert.All(Catalogs.Named(name).Models, model =>
            Assert.Equal(model.Benchmarks.Length, model.Benchmarks.Select(benchmark => benchmark.Name).Distinct().Count()));

    private static IEnumerable<CuratedPrice> Prices(string name) =>
        Catalogs.Named(name).Deployments.SelectMany(deployment => deployment.Prices);
}
