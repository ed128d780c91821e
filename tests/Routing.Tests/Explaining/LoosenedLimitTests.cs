using Routing.Catalog;
using Routing.Explaining;
using Routing.Features;
using Routing.Health;
using Routing.Money;
using Routing.Tests.Decisions;
using Routing.Tests.Ranking;

namespace Routing.Tests.Explaining;

/// <summary>What a caller demands, loosened so that something else serves.</summary>
public class LoosenedLimitTests
{
    public static TheoryData<string, Requirements, string> Demands => new()
    {
        { "permission", new() { DeniedModels = ["elm-2"] }, "With elm-2 no longer denied, a/elm-2 would serve." },
        { "permission", new() { DeniedProviders = [new("a")] }, "With a no longer denied, a/elm-2 would serve." },
        { "permission", new() { AllowedModels = ["ash-3"] }, "With a/elm-2 allowed, a/elm-2 would serve." },
        { "permission", new() { AllowedProviders = [new("b")] }, "With a allowed, a/elm-2 would serve." },
        { "region", new() { Regions = ["eu"] }, "With the region us allowed, a/elm-2 would serve." },
        { "latency_limit", new() { MaxFirstTokenMillis = 700 }, "With the first content accepted after 800 ms instead of 700 ms, a/elm-2 would serve." },
        { "latency_limit", new() { MaxTotalMillis = 8_000 }, "With answers accepted after 9000 ms instead of 8000 ms, a/elm-2 would serve." },
        { "cost_limit", new() { MaxCost = new NanoDollars(2_000_000) }, "With no limit on the cost, a/elm-2 would serve." },
    };

    [Theory]
    [MemberData(nameof(Demands))]
    public void What_was_demanded_is_named_with_who_would_serve_without_it(string kind, Requirements demanded, string sentence)
    {
        var input = Requests.For(Index, "balanced") with { Health = Health, Hints = new() { Requirements = demanded } };

        var flip = Counterfactual.Nearest(input)!;

        Assert.Equal((kind, sentence), (flip.Kind, flip.Sentence));
        Assert.Equal("b/ash-3", input.Decided().Names()[0]);
    }

    [Fact]
    public void Where_nobody_says_where_it_is_served_every_region_must_be_allowed()
    {
        var index = Towns.With("a/elm-2", row => row);

        var flip = Counterfactual.Nearest(Requests.For(index, "elm-2") with { Hints = new() { Requirements = new() { Regions = ["eu"] } } })!;

        Assert.Equal(("region", 10_000, "With every region allowed, a/elm-2 would serve."), (flip.Kind, flip.Distance, flip.Sentence));
    }

    [Theory]
    [InlineData("performance", "latency", "with the first content of p/sound after 7")]
    [InlineData("quality", "quality", "with cheap rated at 293 %")]
    public void What_would_have_to_be_better_is_named(string policy, string kind, string condition)
    {
        var wanted = Towns.Id(policy == "performance" ? "p/sound" : "p/cheap");

        var flip = Counterfactual.Nearest(Orchard.For($"auto:{policy}"), [wanted])!;

        Assert.Equal((kind, (DeploymentId?)wanted), (flip.Kind, flip.WouldServe));
        Assert.StartsWith(condition, flip.Condition, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_large_catalog_the_nearest_change_is_the_same()
    {
        var discovered = Enumerable.Range(0, 2_000).Select(i => new Deployment { Id = Towns.Id($"p/other-{i}"), Origin = Origin.Discovered, ContextWindow = 8_000 });
        var large = new CatalogIndex(Orchard.Snapshot with { Deployments = [.. Orchard.Snapshot.Deployments, .. discovered] });
        foreach (var policy in ShippedPolicies.All.Select(row => row.Name))
        {
            var input = Orchard.For($"auto:{policy}");

            var (small, big) = (Counterfactual.Nearest(input), Counterfactual.Nearest(input with { Index = large }));

            Assert.Equal((small?.Sentence, small?.Distance), (big?.Sentence, big?.Distance));
        }
    }

    private static CatalogIndex Index { get; } = new(Towns.Snapshot with
    {
        Deployments = [.. Towns.Snapshot.Deployments.Select(row => row.Id.ToString() switch
        {
            "a/elm-2" => row with { Region = "us" },
            "b/ash-3" => row with { Region = "eu", IsFree = true },
            _ => row,
        })],
    });

    private static HealthView Health { get; } = new(new Dictionary<DeploymentId, HealthState>
    {
        [Towns.Id("a/elm-2")] = new() { FirstTokenMillis = 800, LatencyMillis = 9_000 },
        [Towns.Id("b/ash-3")] = new() { FirstTokenMillis = 90, LatencyMillis = 900 },
    });
}
