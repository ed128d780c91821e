using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Tests.Decisions;

namespace Routing.Tests.Ranking;

/// <summary>Where more could serve than are ranked, those are ranked that the policy looks for, wherever they stand in the catalog.</summary>
public class ManyCandidatesTests
{
    private const int Many = 600;
    private const string Favourite = "p/z-last";

    [Theory]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void The_cheapest_of_many_serves(int inputTokens) =>
        AssertServes(Favourite, "auto:cost", With(Orchard.Deployment(Favourite, "rare", 0.01m, 0.01m)), inputTokens: inputTokens);

    [Theory]
    [InlineData(60_000, "p/z-cheap-input")]
    [InlineData(50, "p/z-cheap-answer")]
    public void Which_is_the_cheapest_depends_on_how_much_is_input(int inputTokens, string cheapest)
    {
        // Behind hundreds that suit the other kind of request.
        var inputs = Enumerable.Range(0, 300).Select(i => Orchard.Deployment($"p/input-{i:000}", null, 0.01m, 100m));
        var answers = Enumerable.Range(0, 300).Select(i => Orchard.Deployment($"p/answer-{i:000}", null, 50m, 0.01m));
        Deployment[] best = [Orchard.Deployment("p/z-cheap-input", null, 0.001m, 100m), Orchard.Deployment("p/z-cheap-answer", null, 50m, 0.001m)];

        AssertServes(cheapest, "auto:cost", Index([.. inputs, .. answers, .. best]), inputTokens: inputTokens);
    }

    [Fact]
    public void A_price_counts_from_the_day_on_which_it_begins()
    {
        var dear = Orchard.Deployment(Favourite, null, 50m, 50m);
        var falling = dear with { Prices = [dear.Prices[0], Orchard.Deployment(Favourite, null, 0.01m, 0.01m).Prices[0] with { ValidFrom = Requests.Noon }] };
        var index = With(falling);

        AssertServes("p/m-000", "auto:cost", index, time: Requests.Noon.AddSeconds(-1));
        AssertServes(Favourite, "auto:cost", index);
    }

    [Fact]
    public void The_best_rated_of_many_serves_by_quality() =>
        AssertServes(Favourite, "auto:quality", With(Orchard.Deployment(Favourite, "wise", 2m, 2m)));

    [Fact]
    public void The_quickest_of_many_serves_by_performance()
    {
        var health = new HealthView(new Dictionary<DeploymentId, HealthState> { [Towns.Id(Favourite)] = new() { FirstTokenMillis = 10 } });

        AssertServes(Favourite, "auto:performance", With(Orchard.Deployment(Favourite, null, 2m, 2m)), health);
    }

    [Fact]
    public void A_warm_session_may_stay_wherever_it_stands()
    {
        var input = Input("auto:balanced", With(Orchard.Deployment(Favourite, null, 2.1m, 2.1m)));
        var session = new SessionWarmth(Towns.Id(Favourite), 900, Requests.Noon.AddSeconds(-5));

        Assert.Equal("p/m-000", input.Decided().Names()[0]);
        Assert.Equal(Favourite, (input with { Session = session }).Decided().Names()[0]);
    }

    [Fact]
    public void Nobody_is_ranked_twice()
    {
        var index = With(Orchard.Deployment(Favourite, null, 0.01m, 0.01m));
        var health = new HealthView(index.Snapshot.Deployments.ToDictionary(row => row.Id, _ => new HealthState { FirstTokenMillis = 10 }));
        var input = Input("auto:performance", index, health) with { Session = new(Towns.Id(Favourite), 900, Requests.Noon) };

        var decision = Assert.IsType<RoutingOutcome.Decided>(RoutingPipeline.Decide(input, Many)).Decision;

        Assert.Equal(256, decision.Names().Distinct().Count());
        Assert.Equal(256, decision.Eligible);
    }

    [Fact]
    public void A_policy_of_latency_alone_ranks_no_more_with_a_warm_session()
    {
        // The warm place is slow: it comes to as many quick ones as are ranked at all.
        var measured = With(Orchard.Deployment(Favourite, null, 0.01m, 0.01m)).Snapshot with { Policies = [new() { Name = "swift", Latency = 1 }] };
        var health = new HealthView(measured.Deployments.ToDictionary(
            row => row.Id, row => new HealthState { FirstTokenMillis = row.Id == Towns.Id(Favourite) ? 900 : 10 }));
        var input = Input("auto:swift", new(measured), health);

        Assert.Equal(256, input.Decided().Eligible);
        Assert.Equal(256, (input with { Session = new(Towns.Id(Favourite), 900, Requests.Noon) }).Decided().Eligible);
    }

    [Fact]
    public void A_new_catalog_has_ready_what_the_requests_of_the_last_one_looked_for()
    {
        var last = With(Orchard.Deployment("p/z-old", null, 0.01m, 0.01m));
        AssertServes("p/z-old", "auto:cost", last);
        var next = new CatalogIndex(With(Orchard.Deployment(Favourite, null, 0.01m, 0.01m)).Snapshot, last);

        Assert.Equal(1, next.Pools.Directions);
        AssertServes(Favourite, "auto:cost", next);
        Assert.Equal(1, next.Pools.Directions);
    }

    private static void AssertServes(
        string expected, string selector, CatalogIndex index, HealthView? health = null, int inputTokens = 1_000, DateTimeOffset? time = null) =>
        Assert.Equal(expected, (Input(selector, index, health, inputTokens) with { Time = time ?? Requests.Noon }).Decided().Names()[0]);

    private static DecisionInput Input(string selector, CatalogIndex index, HealthView? health = null, int inputTokens = 1_000) =>
        Requests.For(index, selector) with
        {
            Health = health ?? HealthView.Unknown,
            Features = new() { EstimatedInputTokens = inputTokens, MessageCount = 1 },
        };

    private static CatalogIndex With(Deployment favourite) =>
        Index([.. Enumerable.Range(0, Many).Select(i => Orchard.Deployment($"p/m-{i:000}", $"m-{i}", 2m, 2m)), favourite]);

    private static CatalogIndex Index(Deployment[] deployments) => new(Orchard.Snapshot with
    {
        Deployments = [.. deployments.Select(row => row with { ContextWindow = 1_000_000 })],
        Tiers = [],
    });
}
