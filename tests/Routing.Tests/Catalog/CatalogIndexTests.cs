using Routing.Catalog;
using Routing.Tests.Decisions;

namespace Routing.Tests.Catalog;

public class CatalogIndexTests
{
    [Fact]
    public void Finds_everything_by_its_name()
    {
        Assert.Equal("https://a.example/v1", Towns.Index.Provider(new("a"))!.BaseUrl.OriginalString);
        Assert.Equal(Towns.Id("b/vendor/oak-1"), Towns.Index.Deployment(Towns.Id("b/vendor/oak-1"))!.Id);
        Assert.Equal("oak-1", Towns.Index.AliasTarget("best"));
        Assert.Equal(2, Towns.Index.Family("ash")!.Preferred.Length);
        Assert.Equal(2, Towns.Index.Tier(TierNames.Balanced)!.Entries.Length);
    }

    [Fact]
    public void Finds_a_deployment_by_a_second_name_of_its_provider()
    {
        var index = new CatalogIndex(Towns.Snapshot with
        {
            Providers = [.. Towns.Snapshot.Providers.Select(row => row.Id.Value == "a" ? row with { Aliases = ["first"] } : row)],
        });

        Assert.Equal("a/oak-1", index.Deployment(Towns.Id("first/oak-1"))!.Id.ToString());
        Assert.Null(index.Deployment(Towns.Id("second/oak-1")));
    }

    [Fact]
    public void Finds_nothing_by_other_names()
    {
        Assert.Null(Towns.Index.Provider(new("A")));
        Assert.Null(Towns.Index.Deployment(Towns.Id("a/none")));
        Assert.Null(Towns.Index.AliasTarget("none"));
        Assert.Null(Towns.Index.Family("none"));
        Assert.Null(Towns.Index.Tier("none"));
        Assert.Empty(Towns.Index.OfModel(new("none")));
        Assert.Empty(Towns.Index.OfUpstreamName("none"));
    }

    [Fact]
    public void Lists_what_was_described_by_hand_before_what_was_discovered()
    {
        Assert.Equal(
            ["a/oak-1", "b/vendor/oak-1", "c/oak-1"],
            new CatalogIndex(Towns.Snapshot with { Deployments = [.. Towns.Snapshot.Deployments.Reverse()] })
                .OfModel(new("oak-1")).Select(deployment => deployment.Id.ToString()));
    }

    [Fact]
    public void Where_a_name_is_repeated_the_first_one_counts()
    {
        var twice = Towns.Snapshot with { Aliases = [new("best", "elm-2"), .. Towns.Snapshot.Aliases] };

        Assert.Equal("elm-2", new CatalogIndex(twice).AliasTarget("best"));
    }
}
