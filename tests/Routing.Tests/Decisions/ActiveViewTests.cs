using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Tests.Decisions;

public class ActiveViewTests
{
    private static readonly CatalogIndex Index = new(Towns.Snapshot with
    {
        ActiveView = new("cheap", [Towns.Id("b/ash-3"), Towns.Id("b/vendor/oak-1")]),
    });

    [Theory]
    [InlineData("balanced", "b/ash-3")]
    [InlineData("powerful", "b/ash-3")]
    [InlineData("family:ash", "b/ash-3")]
    [InlineData("auto", "b/ash-3")]
    [InlineData("quick", null)]
    public void What_the_router_chooses_is_in_the_view(string selector, string? served)
    {
        var outcome = RoutingPipeline.Decide(Requests.For(Index, selector));
        var decision = (outcome as RoutingOutcome.Decided)?.Decision;

        Assert.Equal(served, decision?.Names()[0]);
        Assert.Equal(served is null ? null : "cheap", decision?.ActiveView);
        Assert.All(decision?.Names() ?? [], name => Assert.StartsWith("b/", name, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("a/elm-2", "a/elm-2")]
    [InlineData("best", "a/oak-1")]
    public void What_is_named_is_served_all_the_same(string selector, string served)
    {
        var decision = Requests.For(Index, selector).Decided();

        Assert.Equal(served, decision.Names()[0]);
        Assert.Null(decision.ActiveView);
    }

    [Fact]
    public void What_it_leaves_out_is_named_with_the_reason()
    {
        var decision = Requests.For(Index, "balanced").Decided();

        var exclusion = Assert.Single(decision.Exclusions);
        Assert.Equal(("a/elm-2", "not_in_active_view"), (exclusion.Deployment.ToString(), DecisionNames.Of(exclusion.Reason)));
        Assert.Contains("cheap", exclusion.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_part_of_the_content_hash() => Assert.NotEqual(Towns.Index.ContentHash, Index.ContentHash);
}
