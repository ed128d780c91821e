using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Money;
using Routing.Tests.Decisions;
using Routing.Tests.Ranking;

namespace Routing.Tests.Filters;

public class RequirementTests
{
    [Theory]
    [InlineData("a/elm-2")]
    [InlineData("elm-2")]
    public void A_denied_model_is_left_out_whatever_it_is_called(string name) =>
        Excludes(new() { DeniedModels = [name] }, ExclusionReason.ModelDenied, "the request denies this model");

    [Theory]
    [InlineData("b/ash-3")]
    [InlineData("ash-3")]
    public void Only_allowed_models_serve(string name) =>
        Excludes(new() { AllowedModels = [name] }, ExclusionReason.ModelNotAllowed, $"the request allows only the models {name}");

    [Fact]
    public void What_is_served_elsewhere_or_nobody_knows_where_is_left_out_of_a_region()
    {
        var here = Place("a/elm-2", "us", "b/ash-3", "EU");
        Excludes(new() { Regions = ["eu"] }, ExclusionReason.RegionNotAllowed, "served in us; the request allows only eu", here);
        Excludes(new() { Regions = ["eu"] }, ExclusionReason.RegionNotAllowed, "nobody says where it is served; the request allows only eu", Place("a/elm-2", null, "b/ash-3", "eu"));
    }

    [Fact]
    public void What_may_cost_more_than_allowed_is_left_out_by_its_upper_estimate()
    {
        // 1,000 of input and twice the 300 expected of output: $0.00017 at most with cheap, $0.0068 with quick.
        var input = Orchard.For("fast") with { Hints = new() { Requirements = new() { MaxCost = NanoDollars.FromDollars(0.001m) } } };
        var decision = input.Decided();

        Assert.Equal(["p/cheap"], decision.Names());
        var exclusion = decision.Exclusions[0];
        Assert.Equal(ExclusionReason.CostTooHigh, exclusion.Reason);
        Assert.Equal("it may cost up to $0.0068, more than the $0.001 allowed", exclusion.Detail);
    }

    [Fact]
    public void Several_answers_may_cost_as_often_as_much()
    {
        // $0.0001 of input and $0.0067 for each answer with quick, see above.
        var input = Orchard.For("p/quick") with { Hints = new() { Requirements = new() { MaxCost = NanoDollars.FromDollars(0.0068m) } } };
        var one = input.Decided().Primary.Score.ExpectedCost!.Value;

        var asked = input with { Features = input.Features with { AnswerCount = 3 } };

        Assert.Equal("MaxCost", asked.Refused().Relaxation!.Steps.Single().Kind.ToString());
        var three = (asked with { Hints = new() }).Decided().Primary.Score.ExpectedCost!.Value;
        Assert.True(three.Value > 2 * one.Value && three.Value < 3 * one.Value, $"{three} for three answers, {one} for one.");
        Assert.NotEmpty((asked with { Features = asked.Features with { AnswerCount = int.MaxValue } }).Refused().Exclusions);
    }

    [Fact]
    public void What_has_no_price_is_left_out_where_cost_is_limited_and_what_is_free_is_not()
    {
        var limited = Requests.For(Towns.Index, "balanced") with { Hints = new() { Requirements = new() { MaxCost = new(1) } } };

        Assert.All(limited.Refused().Exclusions, exclusion => Assert.Equal(ExclusionReason.PriceUnknown, exclusion.Reason));
        Assert.Equal(["a/elm-2"], (limited with { Index = Towns.With("a/elm-2", row => row with { IsFree = true }) }).Decided().Names());
    }

    [Theory]
    [InlineData(UnpricedPolicy.WithoutBudget, false, true)]
    [InlineData(UnpricedPolicy.WithoutBudget, true, false)]
    [InlineData(UnpricedPolicy.Allowed, true, true)]
    [InlineData(UnpricedPolicy.Refused, false, false)]
    public void What_has_no_price_serves_as_the_catalog_says(UnpricedPolicy policy, bool hardBudget, bool serves)
    {
        var catalog = new CatalogIndex(Towns.Snapshot with { Rules = new() { Unpriced = policy } });
        var input = Requests.For(catalog, "balanced") with { HasHardBudget = hardBudget };

        if (serves)
        {
            Assert.Equal(["a/elm-2", "b/ash-3"], input.Decided().Names());
            return;
        }

        Assert.All(input.Refused().Exclusions, exclusion => Assert.Equal(ExclusionReason.PriceUnknown, exclusion.Reason));
        Assert.StartsWith("give ", input.Refused().Relaxation!.Steps[0].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1_000, null, "its first content takes about 1500 ms, more than the 1000 allowed")]
    [InlineData(null, 5_000, "its answers take about 9000 ms, more than the 5000 allowed")]
    public void What_has_lately_been_too_slow_is_left_out(int? first, int? total, string detail)
    {
        var input = Orchard.For("p/sound") with { Hints = new() { Requirements = new() { MaxFirstTokenMillis = first, MaxTotalMillis = total } } };
        var exclusion = Assert.Single(input.Refused().Exclusions);

        Assert.Equal((ExclusionReason.TooSlow, detail), (exclusion.Reason, exclusion.Detail));
        Assert.Empty((input with { Health = HealthView.Unknown }).Decided().Exclusions);
    }

    private static void Excludes(Requirements requirements, ExclusionReason reason, string detail, CatalogIndex? index = null)
    {
        var decision = (Requests.For(index ?? Towns.Index, "balanced") with { Hints = new() { Requirements = requirements } }).Decided();

        Assert.Equal(["b/ash-3"], decision.Names());
        Assert.Equal(new Exclusion(Towns.Id("a/elm-2"), reason, detail), Assert.Single(decision.Exclusions));
    }

    private static CatalogIndex Place(string one, string? region, string other, string? otherRegion) => new(Towns.Snapshot with
    {
        Deployments = [.. Towns.Snapshot.Deployments.Select(row => row with { Region = row.Id == Towns.Id(one) ? region : row.Id == Towns.Id(other) ? otherRegion : null })],
    });
}
