using System.Text.Json.Nodes;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Features;
using Routing.Feedback;
using Routing.Profiles;
using Routing.Tests.Decisions;
using Routing.Tests.Replaying;

namespace Routing.Tests.Explaining;

public class ExplanationTests
{
    private static readonly DecisionInput Input = Requests.For(Towns.Index, "auto").Without("a") with
    {
        Features = new() { PromptCharacters = 1_000, MessageCount = 4, Prompt = new PromptEstimate { Version = 9, DifficultyMillis = 5_000 } },
        Hints = new() { AgentScores = new() { CombinedMillis = 6_000 } },
    };

    private static readonly Explanation Explanation = Explanation.Of(Input, Input.Decided());

    [Fact]
    public void Complexity_comes_with_its_parts()
    {
        var parts = Explanation.ComplexityParts!;

        Assert.Equal((6.0m, 0.6m, 3.0m, 6.5m), (parts.AgentScore, parts.AgentShare, parts.BalancedFrom, parts.PowerfulAbove));
        Assert.Equal(["prompt_length", "context_depth", "difficulty"], parts.Measures.Select(measure => measure.Name));
        Assert.Equal(
            StepScore.Of(Input.Features, Input.Hints.StepMetrics, StepScoreTable.Shipped) / 1_000m,
            decimal.Round(parts.Measures.Sum(measure => measure.Score * measure.Weight) / parts.Measures.Sum(measure => measure.Weight), 3));
        Assert.Equal(Input.Decided().Complexity!.ScoreMillis / 1_000m, parts.Score);
    }

    [Fact]
    public void Revisions_and_order_are_named()
    {
        Assert.Equal(Input.Decided().Names(), Explanation.FallbackOrder.Select(id => id.ToString()));
        Assert.Equal((Towns.Index.ContentHash, Input.Health.Id), (Explanation.CatalogContentHash, Explanation.HealthViewId));
        Assert.Equal((RoutingPipeline.EngineVersion, 9), (Explanation.EngineVersion, Explanation.ClassifierVersion));
    }

    [Fact]
    public void Json_has_level_candidates_exclusions_parameters_and_says_that_there_is_no_experiment()
    {
        var json = JsonNode.Parse(ExplanationJson.Of(Explanation))!;
        var decision = json["decision"]!;

        Assert.Equal(("auto", "auto", "balanced"), ((string?)decision["selector"], (string?)decision["resolved_by"], (string?)decision["tier"]));
        Assert.Equal(("b/ash-3", "primary"), ((string?)decision["candidates"]![0]!["deployment"], (string?)decision["candidates"]![0]!["role"]));
        Assert.Equal("a/elm-2", (string?)decision["exclusions"]![0]!["deployment"]);
        Assert.Equal(("credential_missing", "A_API_KEY is not set"), ((string?)decision["exclusions"]![0]!["reason"], (string?)decision["exclusions"]![0]!["detail"]));
        Assert.Equal(1_000, (int)decision["applied_parameters"]!["max_tokens"]!);
        Assert.Equal(Input.Decided().Hash, (string?)decision["hash"]);
        Assert.True(json.AsObject().ContainsKey("experiment"));
        Assert.Null(json["experiment"]);
    }

    [Fact]
    public void Quality_shows_profile_verdicts_and_what_came_of_them()
    {
        var estimate = new QualityEstimate(new("elm-2"), RatedCapability.Code, 900, 20_000);
        var input = Requests.For(Rated(estimate), "balanced") with { Features = Coding };

        var quality = Explanation.Of(input, input.Decided()).Qualities[0];
        var part = quality.Work.Single();

        Assert.Equal(("elm-2", 600), (quality.Model, quality.Points));
        Assert.Equal(("code", 800, 300, 900, 20m, true, 600), (part.Capability, part.Weight, part.Profile, part.Feedback, part.Evidence, part.FeedbackCounts, part.Used));
        var json = JsonNode.Parse(ExplanationJson.Of(Explanation.Of(input, input.Decided())))!["qualities"]![0]!["work"]![0]!;
        Assert.Equal((300, 900, 20m, 600), ((int)json["profile"]!, (int)json["feedback"]!, (decimal)json["evidence"]!, (int)json["used"]!));
    }

    [Fact]
    public void Too_few_verdicts_are_shown_and_do_not_count()
    {
        var input = Requests.For(Rated(new(new("elm-2"), RatedCapability.Code, 900, 9_999)), "balanced") with { Features = Coding };

        var part = Explanation.Of(input, input.Decided()).Qualities[0].Work.Single();

        Assert.Equal((300, 900, false, 300), (part.Profile, part.Feedback, part.FeedbackCounts, part.Used));
    }

    [Fact]
    public void Quality_explained_is_the_quality_that_ranked()
    {
        var made = new RandomDecisions(new Random(20261123));
        for (var i = 0; i < 500; i++)
        {
            var input = made.Next();
            if (RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision))
            {
                var explained = Explanation.Of(input, decision).Qualities.ToDictionary(quality => quality.Model);
                Assert.All(decision.Candidates, candidate => Assert.Equal(
                    candidate.Score.Quality, explained[candidate.Deployment.CanonicalId?.Value ?? candidate.Deployment.Id.ToString()].Points));
            }
        }
    }

    [Fact]
    public void A_named_model_has_no_complexity()
    {
        var input = Requests.For(Towns.Index, "oak-1");

        Assert.Null(Explanation.Of(input, input.Decided()).ComplexityParts);
    }

    private static RequestFeatures Coding => new() { Prompt = new PromptEstimate { Capabilities = new() { [PromptCapability.Code] = 800 } } };

    private static CatalogIndex Rated(QualityEstimate estimate) => new(Towns.Snapshot with
    {
        CapabilityProfiles =
        [
            new()
            {
                Model = new("elm-2"),
                Scores = [new() { Capability = RatedCapability.Code, ScoreMillis = 300, Basis = ScoreBasis.Published, Date = new(2026, 1, 1), Source = "board" }],
            },
        ],
        QualityEstimates = [estimate],
    });
}
