using Routing.Catalog;
using Routing.Money;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class BudgetTests
{
    private static readonly Deployment Deployment = new() { Id = new(new("openai"), "gpt-4o-mini"), CanonicalId = new("gpt-4o-mini") };

    [Theory]
    [InlineData(null, null, true)]
    [InlineData("gpt-4o-mini", null, true)]
    [InlineData("openai/gpt-4o-mini", null, true)]
    [InlineData("azure/gpt-4o-mini", null, false)]
    [InlineData("gpt-4o", null, false)]
    [InlineData(null, "openai", true)]
    [InlineData(null, "azure", false)]
    [InlineData("gpt-4o-mini", "azure", false)]
    public void Counts_everything_or_one_model_or_one_provider(string? model, string? provider, bool counts) =>
        Assert.Equal(counts, Of(model, provider).Counts(Deployment));

    [Fact]
    public void A_model_without_canonical_name_counts_by_its_deployment() =>
        Assert.True(Of("openai/gpt-4o-mini", null).Counts(Deployment with { CanonicalId = null }));

    [Theory]
    [InlineData(0, 100, 0, BudgetBand.Ample)]
    [InlineData(49, 100, 0, BudgetBand.Ample)]
    [InlineData(50, 100, 50, BudgetBand.Ample)]
    [InlineData(79, 100, 50, BudgetBand.Ample)]
    [InlineData(80, 100, 80, BudgetBand.Thin)]
    [InlineData(98, 100, 80, BudgetBand.Thin)]
    [InlineData(99, 100, 80, BudgetBand.Spent)]
    [InlineData(100, 100, 100, BudgetBand.Spent)]
    [InlineData(250, 100, 100, BudgetBand.Spent)]
    // $99,999.999999999 of $100,000.000000001, and the largest budget to its last billionth.
    [InlineData(99_999_999_999_999, 100_000_000_000_001, 80, BudgetBand.Spent)]
    [InlineData(50_000_000_000_000, 100_000_000_000_001, 0, BudgetBand.Ample)]
    [InlineData(50_000_000_000_001, 100_000_000_000_001, 50, BudgetBand.Ample)]
    [InlineData(8_999_999_999_999_999, 9_000_000_000_000_000, 80, BudgetBand.Spent)]
    [InlineData(9_000_000_000_000_000, 9_000_000_000_000_000, 100, BudgetBand.Spent)]
    [InlineData(7_199_999_999_999_999, 9_000_000_000_000_000, 50, BudgetBand.Ample)]
    public void Thresholds_and_bands_are_exact_at_every_size(long spent, long limit, int reached, BudgetBand band)
    {
        Assert.Equal(reached, BudgetThresholds.Reached(new(spent), new(limit)));
        Assert.Equal(band, BudgetBands.Of(new(spent), new(limit)));
    }

    [Fact]
    public void The_largest_budget_is_a_whole_number_to_every_engine() => Assert.True(Budget.Largest.Value < 1L << 53);

    [Fact]
    public void Names_lead_to_what_they_name()
    {
        Assert.All(Enum.GetValues<BudgetPeriod>(), period => Assert.Equal(period, BudgetNames.Period(BudgetNames.Of(period))));
        Assert.All(Enum.GetValues<BudgetScopeKind>(), kind => Assert.Equal(kind, BudgetNames.Scope(BudgetNames.Of(kind))));
        Assert.Null(BudgetNames.Period("year"));
        Assert.Null(BudgetNames.Scope("team"));
    }

    private static Budget Of(string? model, string? provider) => new()
    {
        Id = "b",
        Scope = new(BudgetScopeKind.Project, "p"),
        Model = model,
        Provider = provider is null ? null : new(provider),
        Period = BudgetPeriod.Month,
        Limit = NanoDollars.FromDollars(1),
    };
}
