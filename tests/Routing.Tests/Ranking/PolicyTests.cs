using FsCheck;
using FsCheck.Fluent;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Ranking;
using Routing.Tests.Decisions;

namespace Routing.Tests.Ranking;

public class PolicyTests
{
    [Theory]
    [InlineData("cost", "p/cheap")]
    [InlineData("performance", "p/quick")]
    [InlineData("reliability", "p/sound")]
    [InlineData("quality", "p/wise")]
    public void Each_policy_has_its_favourite(string policy, string favourite)
    {
        var decision = Orchard.For("auto:" + policy).Decided();

        Assert.Equal(favourite, decision.Names()[0]);
        Assert.Equal(policy, decision.Policy!.Name);
        Assert.Contains($"{policy} ranked 6 candidates", decision.Reasons);
    }

    [Fact]
    public void Where_nobody_measured_the_first_content_whole_answers_tell_the_quick_from_the_slow()
    {
        var health = new HealthView(new Dictionary<DeploymentId, HealthState>
        {
            [Towns.Id("p/sound")] = new() { LatencyMillis = 200 },
            [Towns.Id("p/quick")] = new() { LatencyMillis = 20_000 },
        });

        Assert.Equal("p/sound", (Orchard.For("auto:performance") with { Health = health }).Decided().Names()[0]);
    }

    [Fact]
    public void A_score_is_the_weighted_mean_rounded_half_up()
    {
        var random = new Random(11);
        int Weight() => random.Next(3) == 0 ? 0 : random.Next(PolicyWeights.Highest + 1);
        int Points() => random.Next(1_001);
        for (var i = 0; i < 20_000; i++)
        {
            var weights = new PolicyWeights
            {
                Name = "any",
                Quality = Weight(),
                Cost = Weight(),
                Latency = Weight(),
                Reliability = Weight(),
                Preference = Weight(),
            };
            var terms = new CandidateScore { Quality = Points(), Cost = Points(), Latency = Points(), Reliability = Points(), Preference = Points() };
            var sum = terms.Terms(weights).Sum(term => (long)term.Points * term.Weight) * WeightedPolicy.PerPoint;
            var whole = Math.Max(weights.Sum, 1);

            var points = new ScorePoints(terms.Quality, terms.Cost, terms.Latency, terms.Reliability, terms.Preference, 0);
            Assert.Equal((sum + (whole / 2)) / whole, new WeightedPolicy(weights).Score(in points));
        }
    }

    [Fact]
    public void Balanced_is_nobodys_extreme()
    {
        var decision = Orchard.For("auto:balanced").Decided();

        Assert.Equal("balanced", decision.Policy!.Name);
        Assert.Equal(decision.Candidates.Max(candidate => candidate.Score.Total), decision.Primary.Score.Total);
    }

    [Fact]
    public void A_policy_may_choose_what_no_tier_lists_but_nothing_left_out_of_a_family_or_merely_discovered()
    {
        var names = Orchard.For("auto:cost").Decided().Names();

        Assert.Contains("p/sound", names);
        Assert.DoesNotContain("q/old", names);
        Assert.DoesNotContain("q/stray", names);
    }

    [Fact]
    public void The_same_model_elsewhere_follows_the_first_and_the_cheaper_place_leads()
    {
        var decision = (Orchard.For("auto:cost") with { Hints = new() { Requirements = new() { DeniedModels = ["cheap"] } } }).Decided();

        Assert.Equal(["q/twin", "p/twin"], decision.Names()[..2]);
        Assert.Equal(CandidateRole.SameModel, decision.Candidates[1].Role);
    }

    [Theory]
    [InlineData("fast", "p/cheap p/twin p/quick")]
    [InlineData("family:wise", "p/wise")]
    [InlineData("twin", "q/twin p/twin")]
    [InlineData("p/twin", "p/twin q/twin")]
    public void A_hint_ranks_within_what_was_named_and_never_overrides_a_place(string selector, string order)
    {
        var input = Orchard.For(selector);
        var decision = (input with { Hints = input.Hints with { Policy = "cost" } }).Decided();

        Assert.Equal(order.Split(' ')[0], decision.Names()[0]);
        Assert.Equal(order.Split(' ').Order(), decision.Names().Except(selector == "fast" ? ["q/twin"] : []).Order());
    }

    [Fact]
    public void Auto_with_a_hint_is_auto_with_a_policy_and_the_selector_wins()
    {
        var auto = Orchard.For("auto");
        var both = Orchard.For("auto:cost");

        Assert.Equal("p/wise", (auto with { Hints = new() { Policy = "quality" } }).Decided().Names()[0]);
        Assert.Equal("p/cheap", (both with { Hints = new() { Policy = "quality" } }).Decided().Names()[0]);
    }

    [Fact]
    public void A_preset_names_the_policy_where_the_request_does_not()
    {
        var index = new CatalogIndex(Orchard.Snapshot with { Presets = [new() { Name = "best", Policy = "quality" }] });
        var input = Orchard.For("@preset/best") with { Index = index };

        Assert.Equal("p/wise", input.Decided().Names()[0]);
        Assert.Equal("p/cheap", (input with { Hints = new() { Policy = "cost" } }).Decided().Names()[0]);
    }

    [Fact]
    public void The_catalogs_weights_replace_the_shipped_ones_and_may_add_a_policy()
    {
        var index = new CatalogIndex(Orchard.Snapshot with
        {
            Policies = [new() { Name = "cost", Quality = 1_000 }, new() { Name = "sturdy", Reliability = 10 }],
        });

        Assert.Equal("p/wise", (Orchard.For("auto:cost") with { Index = index }).Decided().Names()[0]);
        Assert.Equal("p/sound", (Orchard.For("auto:sturdy") with { Index = index }).Decided().Names()[0]);
    }

    [Fact]
    public void An_unknown_policy_is_refused_with_those_there_are()
    {
        var error = (Orchard.For("fast") with { Hints = new() { Policy = "luck" } }).Refused();

        Assert.Equal(RoutingErrorKind.UnknownPolicy, error.Kind);
        Assert.Equal("The catalog has no ranking policy 'luck'. It has balanced, cost, performance, quality, reliability.", error.Message);
    }

    [Fact]
    public void Hard_work_doubles_the_weight_of_quality_and_easy_work_halves_it()
    {
        DecisionInput With(int agent) => Orchard.For("auto:balanced") with { Hints = new() { AgentScores = new() { CombinedMillis = agent } } };
        var rules = Orchard.Index.Policy("balanced")!.Quality;

        Assert.Equal(rules / 2, With(0).Decided().Policy!.Quality);
        Assert.Equal(rules * 2, (With(10_000) with { Index = new(Orchard.Snapshot with { Rules = new() { AgentShareMillis = 1_000 } }) }).Decided().Policy!.Quality);
    }

    [Fact]
    public void An_unpriced_deployment_is_never_the_cheapest_and_a_free_one_is()
    {
        var unpriced = Change("p/cheap", row => row with { Prices = [] });
        var free = Change("p/wise", row => row with { IsFree = true });

        Assert.NotEqual("p/cheap", (Orchard.For("auto:cost") with { Index = unpriced }).Decided().Names()[0]);
        Assert.Equal("p/wise", (Orchard.For("auto:cost") with { Index = free }).Decided().Names()[0]);
    }

    [Fact]
    public void The_price_in_force_at_the_time_of_the_decision_counts()
    {
        var later = Change("p/wise", row => row with { Prices = [.. row.Prices, new() { Input = default, Output = default, ValidFrom = Requests.Noon.AddDays(1) }] });
        var input = Orchard.For("auto:cost") with { Index = later };

        Assert.Equal("p/cheap", input.Decided().Names()[0]);
        Assert.Equal("p/wise", (input with { Time = Requests.Noon.AddDays(1) }).Decided().Names()[0]);
    }

    [Fact]
    public void Equals_are_told_apart_by_priority_then_cost_then_name()
    {
        var same = new CatalogIndex(new CatalogSnapshot
        {
            Providers = Orchard.Snapshot.Providers,
            Deployments =
            [
                Orchard.Deployment("q/b", "b", 1, 1), Orchard.Deployment("p/c", "c", 1, 1), Orchard.Deployment("p/d", "d", 0.5m, 0.5m),
                Orchard.Deployment("q/a", "a", 1, 1),
            ],
            CapabilityProfiles = [new() { Model = new("b"), Priority = 2 }],
            Policies = [new() { Name = "level", Reliability = 1 }],
        });

        Assert.Equal(["q/b", "p/d", "p/c", "q/a"], (Orchard.For("auto:level") with { Index = same, Health = HealthView.Unknown }).Decided().Names());
    }

    [Fact]
    public void The_order_of_the_catalog_plays_no_part()
    {
        var policies = Gen.Elements("auto:cost", "auto:performance", "auto:reliability", "auto:quality", "auto:balanced", "fast");
        var orders = Gen.Shuffle(Orchard.Snapshot.Deployments.ToArray());
        Prop.ForAll((from policy in policies from order in orders select (policy, order)).ToArbitrary(), drawn =>
        {
            var input = Orchard.For(drawn.policy);
            var shuffled = input with { Index = new(Orchard.Snapshot with { Deployments = [.. drawn.order] }) };
            return Print(input.Decided()) == Print(shuffled.Decided());
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void At_most_256_are_ranked_and_16_listed()
    {
        var many = new CatalogIndex(Orchard.Snapshot with
        {
            Deployments = [.. Enumerable.Range(0, 400).Select(i => Orchard.Deployment($"p/m{i}", $"m{i}", 1 + i, 1))],
        });
        var decision = (Orchard.For("auto:cost") with { Index = many }).Decided();

        Assert.Equal((256, RoutingPipeline.MostCandidates), (decision.Eligible, decision.Candidates.Length));
        Assert.Equal(40, Assert.IsType<RoutingOutcome.Decided>(RoutingPipeline.Decide(Orchard.For("auto:cost") with { Index = many }, 40)).Decision.Candidates.Length);
    }

    [Fact]
    public void Whoever_cannot_do_it_is_found_by_index_and_named_only_when_nobody_can()
    {
        var sees = Orchard.For("auto:cost") with { Index = Change("p/wise", row => row with { Capabilities = row.Capabilities | Capabilities.Vision }) };
        var features = sees.Features with { RequiredCapabilities = Capabilities.Vision };

        var decision = (sees with { Features = features }).Decided();
        Assert.Equal(["p/wise"], decision.Names());
        Assert.Empty(decision.Exclusions);
        var error = (Orchard.For("auto:cost") with { Features = features }).Refused();
        Assert.All(error.Exclusions, exclusion => Assert.Equal(ExclusionReason.CapabilityMissing, exclusion.Reason));
        Assert.Equal(6, error.Exclusions.Length);
    }

    [Fact]
    public void Terms_are_shown_with_the_weights_that_counted()
    {
        var decision = Orchard.For("auto:cost").Decided();
        var terms = decision.Primary.Score.Terms(decision.Policy);

        Assert.Equal(["quality", "cost", "latency", "reliability", "preference"], terms.Select(term => term.Name));
        Assert.Equal(
            decision.Primary.Score.Total,
            (int)Math.Round(terms.Sum(term => (double)term.Points * term.Weight) * WeightedPolicy.PerPoint / terms.Sum(term => term.Weight), MidpointRounding.AwayFromZero));
    }

    private static CatalogIndex Change(string id, Func<Deployment, Deployment> change) => new(Orchard.Snapshot with
    {
        Deployments = [.. Orchard.Snapshot.Deployments.Select(row => row.Id == Towns.Id(id) ? change(row) : row)],
    });

    private static string Print(Decision decision) => string.Join('|', [.. decision.Candidates.Select(candidate => $"{candidate.Deployment.Id} {candidate.Role} {candidate.Score}"), .. decision.Reasons, decision.Hash]);
}
