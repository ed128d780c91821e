using System.Text.Json.Nodes;
using Routing.Decisions;
using Routing.Explaining;
using Routing.Features;
using Routing.Tests.Decisions;

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
        Assert.Equal(["prompt length", "context depth", "difficulty"], parts.Measures.Select(measure => measure.Name));
        Assert.Equal(
            StepScore.Of(Input.Features, Input.Hints.StepMetrics) / 1_000m,
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
    public void A_named_model_has_no_complexity()
    {
        var input = Requests.For(Towns.Index, "oak-1");

        Assert.Null(Explanation.Of(input, input.Decided()).ComplexityParts);
    }
}
