using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Money;
using Routing.Money.Budgets;

namespace Routing.Tests.Money.Budgets;

public class BudgetFitTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Deployment Cheap = Of("cheap", 1);
    private static readonly Deployment Dear = Of("dear", 100);
    private static readonly Deployment Unpriced = Cheap with { Id = new(new("p"), "unpriced"), Prices = [] };
    private static readonly Budget Budget = Bounding("all");

    [Fact]
    public void The_dearest_candidate_says_what_is_set_aside() =>
        Assert.Equal(Asked(Dear).Amount, Fit([Cheap, Dear], Budget).Dearest(Budget));

    [Fact]
    public void A_budget_of_one_model_counts_that_model_alone()
    {
        var own = Bounding("own") with { Model = "p/cheap" };

        Assert.Equal(Asked(Cheap).Amount, Fit([Cheap, Dear], own).Dearest(own));
        Assert.Equal(NanoDollars.Zero, Fit([Dear], own).Dearest(own));
    }

    [Fact]
    public void What_does_not_fit_drops_out_with_its_reason_and_cheaper_candidates_stay()
    {
        var fit = Fit([Dear, Cheap], Budget);

        Assert.True(fit.TryFit(Budget, Asked(Cheap).Amount));

        Assert.Equal(Cheap.Id, Assert.Single(fit.Kept).Deployment.Id);
        Assert.False(fit.Keeps(0));
        Assert.True(fit.Keeps(1));
        var exclusion = Assert.Single(fit.Exclusions);
        Assert.Equal((Dear.Id, ExclusionReason.BudgetTooSmall), (exclusion.Deployment, exclusion.Reason));
        Assert.Contains("budget all", exclusion.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_left_when_not_even_the_cheapest_fits()
    {
        var fit = Fit([Dear, Cheap], Budget);

        Assert.False(fit.TryFit(Budget, new(Asked(Cheap).Amount.Value - 1)));
        Assert.Equal(Asked(Cheap).Amount, fit.Cheapest);
    }

    [Fact]
    public void Money_that_comes_back_lets_candidates_in_again()
    {
        var fit = Fit([Dear, Cheap], Budget);
        fit.TryFit(Budget, Asked(Cheap).Amount);

        fit.TryFit(Budget, Asked(Dear).Amount);

        Assert.Equal(2, fit.Kept.Length);
        Assert.Empty(fit.Exclusions);
    }

    [Fact]
    public void Every_budget_must_have_room()
    {
        var other = Bounding("other");
        var fit = Fit([Dear, Cheap], Budget, other);

        fit.TryFit(Budget, Asked(Dear).Amount);
        fit.TryFit(other, Asked(Cheap).Amount);

        Assert.Equal(Cheap.Id, Assert.Single(fit.Kept).Deployment.Id);
    }

    [Fact]
    public void A_hard_budget_leaves_out_what_has_no_price_unless_it_allows_that()
    {
        var fit = Fit([Unpriced, Cheap], Budget);

        Assert.Equal(Cheap.Id, Assert.Single(fit.Kept).Deployment.Id);
        Assert.Equal(ExclusionReason.PriceUnknown, Assert.Single(fit.Exclusions).Reason);
        Assert.Null(fit.Unpriced);
        Assert.Same(Budget, Fit([Unpriced], Budget).Unpriced);
        Assert.Single(Fit([Unpriced], Budget with { AllowsUnpriced = true }).Kept);
        Assert.Single(Fit([Unpriced], Budget with { IsHard = false }).Kept);
    }

    [Fact]
    public void What_has_no_price_stays_out_whatever_is_left()
    {
        var fit = Fit([Unpriced, Cheap], Budget);

        Assert.True(fit.TryFit(Budget, Asked(Cheap).Amount));

        Assert.Equal(Cheap.Id, Assert.Single(fit.Kept).Deployment.Id);
    }

    private static BudgetFit Fit(Deployment[] candidates, params Budget[] budgets) => new([.. candidates.Select(Asked)], budgets);

    private static Quote Asked(Deployment deployment) => Quote.Of(
        deployment,
        InputBound.Of(new PromptSizes(100, 100, 0, 1, 0), 100, 0, unmeasured: false),
        AnswerBound.Of(new() { MaxOutputTokens = 100 }, null, deployment),
        Now);

    private static Deployment Of(string model, decimal dollars) => new()
    {
        Id = new(new("p"), model),
        Prices = [new() { Input = TokenPrice.FromDollarsPerMillion(dollars), Output = TokenPrice.FromDollarsPerMillion(dollars) }],
    };

    private static Budget Bounding(string id) => new()
    {
        Id = id,
        Scope = new(BudgetScopeKind.Key, "k"),
        Period = BudgetPeriod.Day,
        Limit = NanoDollars.FromDollars(1),
    };
}
