using Router.FunctionalTests.Running;
using Router.Grpc.Explaining;
using Routing.Catalog;
using Routing.Decisions;

namespace Router.FunctionalTests.Explaining;

public sealed class RecentDecisionsTests
{
    private static readonly CatalogSnapshot Snapshot = Catalogs.Of(new Uri("http://127.0.0.1:9"));

    [Fact]
    public void Only_so_many_decisions_are_kept()
    {
        var recent = new RecentDecisions();
        var index = new CatalogIndex(Snapshot);

        for (var i = 0; i < 600; i++)
        {
            recent.Add(Decision(i, index));
        }

        Assert.Null(recent.Find("87"));
        Assert.NotNull(recent.Find("88"));
        Assert.Equal("599", recent.Last!.Id);
    }

    [Fact]
    public void Old_catalogs_are_let_go_with_their_decisions()
    {
        var recent = new RecentDecisions();

        for (var i = 0; i < 6; i++)
        {
            recent.Add(Decision(i, new CatalogIndex(Snapshot with { Revision = i })));
        }

        Assert.Null(recent.Find("1"));
        Assert.NotNull(recent.Find("2"));
    }

    private static RecentDecision Decision(int id, CatalogIndex index)
    {
        var input = new DecisionInput { Index = index, Selector = "fast", SupportedProfiles = new(["openai-compatible"]), Time = DateTimeOffset.UnixEpoch };
        return new($"{id}", input, RoutingPipeline.Decide(input));
    }
}
