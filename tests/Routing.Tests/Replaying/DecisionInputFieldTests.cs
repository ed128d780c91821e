using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Replaying;
using Routing.Tests.Decisions;

namespace Routing.Tests.Replaying;

public class DecisionInputFieldTests
{
    private static readonly DecisionInput Plain = Requests.For(Towns.Index, "auto") with
    {
        Features = new() { Prompt = new PromptEstimate() },
        Hints = new() { AgentScores = new(), StepMetrics = new() },
        Session = new(Towns.Id("a/elm-2"), 100, Requests.Noon),
    };

    private static readonly string Text = StoredDecision.Write(Plain, Plain.Decided());

    [Fact]
    public void Every_field_down_to_the_last_moves_the_hash()
    {
        var still = ChangedFields.Of(Plain).Where(change => DecisionHash.Of(change.Input) == DecisionHash.Of(Plain)).Select(change => change.Path);

        Assert.Empty(still);
    }

    [Fact]
    public void Every_field_is_found()
    {
        var paths = ChangedFields.Of(Plain).Select(change => change.Path).ToArray();

        Assert.Contains("DecisionInput.Selector", paths);
        Assert.Contains("DecisionInput.Features.Prompt.DifficultyMillis", paths);
        Assert.Contains("DecisionInput.Hints.AgentScores.CombinedMillis", paths);
        Assert.Contains("DecisionInput.Hints.StepMetrics.DataSize", paths);
        Assert.Contains("DecisionInput.Hints.Requirements.DeniedProviders", paths);
    }

    [Fact]
    public void Every_field_is_kept_and_read_back()
    {
        foreach (var (path, input) in ChangedFields.Of(Plain))
        {
            var text = StoredDecision.Write(input, Plain.Decided());
            var read = StoredDecision.Read(text).Input(input.Index, input.Health);

            Assert.True(text != Text, $"{path} is not kept.");
            Assert.True(DecisionHash.Of(input) == DecisionHash.Of(read), $"{path} is not read back as it was.");
        }
    }

    [Fact]
    public void The_catalog_and_the_health_view_are_kept_by_name_alone()
    {
        var stored = StoredDecision.Read(Text);

        Assert.Equal((42, Towns.Index.ContentHash, HealthView.Unknown.Id), (stored.CatalogRevision, stored.CatalogHash, stored.HealthViewId));
        Assert.DoesNotContain("a.example", Text, StringComparison.Ordinal);
        Assert.Equal(RoutingPipeline.EngineVersion, stored.Engine);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"selector\":\"auto\"}")]
    [InlineData("{\"engine\":\"x\",\"classifier\":1}")]
    public void What_was_kept_without_its_input_says_so(string text) => Assert.Throws<FormatException>(() => StoredDecision.Read(text));
}
