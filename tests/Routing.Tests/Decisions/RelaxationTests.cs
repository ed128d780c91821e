using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Money;
using Routing.Tests.Ranking;

namespace Routing.Tests.Decisions;

public class RelaxationTests
{
    [Fact]
    public void A_capability_nobody_has_is_dropped()
    {
        var error = Requiring("balanced", new() { Capabilities = Capabilities.Vision }).Refused();

        Assert.Equal(new RelaxationStep(RelaxationKind.Capabilities, "vision", "drop `vision`"), Assert.Single(error.Relaxation!.Steps));
        Assert.EndsWith("To be served by a/elm-2: drop `vision`.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_two_prices_the_lower_one_is_the_smaller_change_and_it_is_enough()
    {
        var input = Orchard.For("fast") with { Hints = new() { Requirements = new() { MaxCost = NanoDollars.FromDollars(0.00001m) } } };
        var relaxation = input.Refused().Relaxation!;

        Assert.Equal("p/cheap", relaxation.Deployment.ToString());
        var step = Assert.Single(relaxation.Steps);
        Assert.Equal("raise max cost to $0.00017", step.Text);
        var raised = NanoDollars.FromDollars(decimal.Parse(step.Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("p/cheap", (input with { Hints = new() { Requirements = new() { MaxCost = raised } } }).Decided().Names()[0]);
    }

    [Fact]
    public void A_missing_key_is_named()
    {
        var error = Requests.For(Seed2025.Index, "kimi-k2-0905").Without("kimi").Refused();

        Assert.Equal(new RelaxationStep(RelaxationKind.Credential, "KIMI_API_KEY", "set KIMI_API_KEY"), Assert.Single(error.Relaxation!.Steps));
    }

    [Fact]
    public void What_the_caller_can_change_comes_before_what_an_operator_must()
    {
        var error = Requiring("balanced", new() { DeniedProviders = [new("b")] }).Without("a").Refused();

        Assert.Equal(("b/ash-3", "no longer deny the provider b"), (error.Relaxation!.Deployment.ToString(), error.Relaxation.Steps[0].Text));
    }

    [Fact]
    public void Fewer_changes_come_before_more_and_all_that_are_needed_are_named()
    {
        var one = Requiring("balanced", new() { Capabilities = Capabilities.Vision }).Without("a").Refused().Relaxation!;
        var both = Requiring("elm-2", new() { Capabilities = Capabilities.Vision }).Without("a").Refused().Relaxation!;

        Assert.Equal(("b/ash-3", 1), (one.Deployment.ToString(), one.Steps.Length));
        Assert.Equal(["set A_API_KEY", "drop `vision`"], both.Steps.Select(step => step.Text));
        Assert.Equal("To be served by a/elm-2: set A_API_KEY, drop `vision`.", both.ToString());
    }

    [Fact]
    public void Nothing_is_suggested_that_nobody_can_do()
    {
        var index = Towns.With("a/elm-2", row => row with { Lifecycle = Lifecycle.Retired });

        Assert.Null(Requests.For(index, "elm-2").Refused().Relaxation);
    }

    [Fact]
    public void Following_the_advice_leads_to_a_decision()
    {
        var cases = new (Requirements Asked, Requirements Followed)[]
        {
            (new() { MinimumContext = 500_000 }, new() { MinimumContext = 100_000 }),
            (new() { Regions = ["eu"] }, new()),
            (new() { AllowedModels = ["nothing"] }, new() { AllowedModels = ["nothing", "a/elm-2"] }),
            (new() { DeniedModels = ["elm-2", "ash-3"] }, new() { DeniedModels = ["ash-3"] }),
            (new() { AllowedProviders = [new("z")] }, new() { AllowedProviders = [new("z"), new("a")] }),
        };

        foreach (var (asked, followed) in cases)
        {
            Assert.Equal("a/elm-2", Requiring("balanced", asked).Refused().Relaxation!.Deployment.ToString());
            Assert.Equal("a/elm-2", Requiring("balanced", followed).Decided().Names()[0]);
        }
    }

    [Fact]
    public void Of_two_windows_the_larger_one_is_the_smaller_change_and_a_known_one_comes_before_none()
    {
        var index = new CatalogIndex(Towns.Snapshot with
        {
            Deployments = [.. Towns.Snapshot.Deployments.Select(row => row.Id == Towns.Id("a/elm-2") ? row with { ContextWindow = 0 } : row)],
        });
        var larger = new CatalogIndex(Towns.With("b/ash-3", row => row with { ContextWindow = 150_000 }).Snapshot);
        var asked = new RoutingHints { Requirements = new() { MinimumContext = 500_000 } };

        Assert.Equal("lower the minimum context to 100000 tokens", (Requests.For(index, "balanced") with { Hints = asked }).Refused().Relaxation!.Steps.Single().Text);
        Assert.Equal("lower the minimum context to 150000 tokens", (Requests.For(larger, "balanced") with { Hints = asked }).Refused().Relaxation!.Steps.Single().Text);
    }

    private static DecisionInput Requiring(string selector, Requirements requirements) =>
        Requests.For(Towns.Index, selector) with { Hints = new() { Requirements = requirements } };
}
