using Routing.Catalog;
using Routing.Explaining;
using Routing.Money;
using Routing.Tests.Decisions;

namespace Routing.Tests.Explaining;

public class RankedChangeTests
{
    private static readonly CatalogIndex Priced = new(Towns.Snapshot with
    {
        Deployments = [.. Towns.Snapshot.Deployments.Select((row, i) => row with { Prices = [Price(1 + i)] })],
    });

    [Fact]
    public void A_price_is_named_at_which_another_would_win()
    {
        var input = Requests.For(Priced, "balanced") with { Hints = new() { Policy = "cost" }, Features = new() { EstimatedInputTokens = 10_000 } };

        var flip = Counterfactual.Nearest(input)!;

        Assert.Equal("price", flip.Kind);
        Assert.NotEqual(input.Decided().Primary.Deployment.Id, flip.WouldServe);
        Assert.Contains("per million input tokens instead of", flip.Condition, StringComparison.Ordinal);
        Assert.Equal(flip.WouldServe, flip.Input.Decided().Primary.Deployment.Id);
    }

    [Fact]
    public void A_cost_limit_is_named_above_which_another_would_serve()
    {
        var input = Requests.For(Priced, "balanced") with { Features = new() { EstimatedInputTokens = 10_000, MaxOutputTokens = 100 } };
        var named = input.Decided().Primary.Deployment.Id;
        var limited = input with { Hints = new() { Requirements = new() { MaxCost = new NanoDollars(1_000_000) } } };

        var flip = Counterfactual.Nearest(limited)!;

        Assert.Equal(("cost_limit", (DeploymentId?)named), (flip.Kind, flip.WouldServe));
        Assert.Matches(@"^with a cost of up to \$0\.0\d+ allowed$", flip.Condition);
    }

    private static Price Price(int dollars) => new()
    {
        Input = TokenPrice.FromDollarsPerMillion(dollars),
        Output = TokenPrice.FromDollarsPerMillion(dollars * 4),
    };
}
