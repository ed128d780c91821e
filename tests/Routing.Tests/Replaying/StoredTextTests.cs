using System.Text.Json;
using Routing.Decisions;
using Routing.Experiments;
using Routing.Features;
using Routing.Replaying;
using Routing.Replaying.Json;
using Routing.Tests.Decisions;

namespace Routing.Tests.Replaying;

public class StoredTextTests
{
    [Fact]
    public void Decisions_are_written_letter_by_letter_as_the_serializer_would()
    {
        var random = new Random(20261128);
        var made = new RandomDecisions(random);
        for (var revision = 1; revision <= 20; revision++)
        {
            var index = made.Catalog(revision);
            var health = made.Health(index);
            foreach (var input in Enumerable.Range(0, 50).Select(_ => made.Input(index, health)))
            {
                if (RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision))
                {
                    Assert.Equal(Serialized(input, decision), StoredDecision.Write(input, decision));
                }
            }
        }
    }

    [Fact]
    public void So_are_the_fields_that_few_have()
    {
        var input = Requests.For(Towns.Index, "auto:quality") with
        {
            Features = new() { MaxOutputTokens = 5, Prompt = PromptClassifier.Estimate("Prove in Python that 2 + 2 = 4, unless it is \"not\".") },
            Hints = new() { AgentId = "ä\"gent", AgentScores = new(), StepMetrics = new() { DataSize = 5 } },
            Session = new(Towns.Id("a/elm-2"), 100, Requests.Noon),
            DefaultModel = "oak-1",
            Experiment = new() { Experiment = "e", Unit = ExperimentUnit.EndUser, Number = 7 },
        };
        var decision = input.Decided() with
        {
            AppliedParameters = new() { MaxTokens = 7, TemperatureMillis = 700 },
            ActiveView = "mine",
            Experiment = new("e", "one", ExperimentUnit.EndUser, "fast"),
        };

        Assert.Equal(Serialized(input, decision), StoredDecision.Write(input, decision));
    }

    [Fact]
    public void Nothing_is_left_to_the_serializer_for_want_of_a_line_here() =>
        Assert.True(InputWriting.IsKnown && DecisionWriting.IsKnown, "A property was added: InputWriting or DecisionWriting is to name and write it too.");

    private static string Serialized(DecisionInput input, Decision decision) =>
        $"{{\"engine\":{RoutingPipeline.EngineVersion},\"classifier\":{input.Features.Prompt?.Version ?? PromptClassifier.Version},\"input\":"
        + $"{JsonSerializer.Serialize(input, RoutingJson.Plain.DecisionInput)},\"decision\":{JsonSerializer.Serialize(decision, RoutingJson.Plain.Decision)}}}";
}
