using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

public class FallbackTests
{
    [Fact]
    public void A_named_deployment_that_is_unusable_gives_way_to_the_same_model_elsewhere_only()
    {
        var decision = Requests.For(Towns.Index, "a/oak-1").Without("a").Decided();

        Assert.Equal(["b/vendor/oak-1", "c/oak-1"], decision.Names());
        Assert.Equal(CandidateRole.Primary, decision.Primary.Role);
        Assert.Contains("b/vendor/oak-1 serves the same model as a/oak-1", decision.Reasons);
    }

    [Fact]
    public void A_named_model_is_never_replaced_by_another_one()
    {
        var error = Requests.For(Towns.Index, "elm-2").Without("a").Refused();

        Assert.Equal(RoutingErrorKind.NoUsableCandidate, error.Kind);
        Assert.Equal(
            "Model 'elm-2' cannot serve this request: a/elm-2 (A_API_KEY is not set). To be served by a/elm-2: set A_API_KEY.",
            error.Message);
        Assert.Equal(ExclusionReason.CredentialMissing, Assert.Single(error.Exclusions).Reason);
    }

    [Fact]
    public void A_named_tier_is_never_replaced_by_another_one()
    {
        var error = Requests.For(Towns.Index, "fast").Without("c").Refused();

        Assert.Equal(RoutingErrorKind.NoUsableCandidate, error.Kind);
        Assert.StartsWith("Nothing in the tier fast can serve this request", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_falls_back_to_the_first_usable_entry_of_the_balanced_tier()
    {
        var decision = Requests.For(Towns.Index, "auto").Without("c").Decided();

        Assert.Equal("a/elm-2", decision.Names()[0]);
        Assert.Equal(TierNames.Balanced, decision.Tier);
        Assert.Contains("error_fallback: nothing in fast can serve, balanced does", decision.Reasons);
        Assert.True(decision.IsErrorFallback);
        Assert.False(Requests.For(Towns.Index, "auto").Decided().IsErrorFallback);
    }

    [Fact]
    public void Auto_serves_from_any_tier_before_it_gives_up()
    {
        var index = new CatalogIndex(Towns.Snapshot with { Tiers = [Towns.Snapshot.Tiers[2]] });

        Assert.Equal("a/oak-1", Requests.For(index, "auto").Decided().Names()[0]);
    }

    [Fact]
    public void Auto_names_every_cause_when_nothing_can_serve()
    {
        var error = Requests.For(Towns.Index, "auto").Without("a", "b", "c").Refused();

        Assert.Equal(RoutingErrorKind.NoUsableCandidate, error.Kind);
        Assert.Equal(4, error.Exclusions.Length);
        Assert.Contains("c/ash-3-mini (C_API_KEY is not set)", error.Message, StringComparison.Ordinal);
        Assert.Contains("a/elm-2 (A_API_KEY is not set)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Auto_keeps_the_balanced_tier_as_the_last_resort()
    {
        var decision = Requests.For(Towns.Index, "auto").Decided();

        Assert.Equal(TierNames.Fast, decision.Tier);
        Assert.Equal(CandidateRole.Fallback, decision.Candidates[^1].Role);
    }

    [Fact]
    public void A_discovered_model_is_never_chosen_unless_a_tier_lists_it_or_it_is_named()
    {
        foreach (var selector in new[] { "auto", "fast", "balanced", "powerful", "family:ash" })
        {
            Assert.DoesNotContain("c/wild", Requests.For(Towns.Index, selector).Decided().Names());
        }
    }
}
