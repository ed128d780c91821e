using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;
using Routing.Health;
using Routing.Replaying;

namespace Routing.Tests.Replaying;

public class ReplayTests
{
    [Fact]
    public void Thousands_of_decisions_across_changes_of_catalog_and_health_replay_letter_by_letter()
    {
        var random = new Random(20261121);
        var made = new RandomDecisions(random);
        var catalogs = new Dictionary<(long, string), byte[]>();
        var views = new Dictionary<string, string>();
        var kept = new List<string>();
        for (var revision = 1; revision <= 60; revision++)
        {
            var index = made.Catalog(revision);
            catalogs[(revision, index.ContentHash)] = SnapshotFile.Write(index.Snapshot);
            for (var i = 0; i < 5; i++)
            {
                var health = made.Health(index);
                views[health.Id] = health.Content;
                kept.AddRange(Enumerable.Range(0, 30).Select(_ => made.Input(index, health)).Select(Keep).OfType<string>());
            }
        }

        Assert.True(kept.Count > 3_000, $"Only {kept.Count} of 9,000 requests were decided.");
        Assert.All(kept, text =>
        {
            var stored = StoredDecision.Read(text);
            var index = new CatalogIndex(SnapshotFile.Read(catalogs[(stored.CatalogRevision, stored.CatalogHash)]));
            var replay = Replay.Of(stored, stored.Input(index, HealthView.Read(views[stored.HealthViewId])));

            Assert.Equal(text, replay.Now.Text);
            Assert.Equal(ReplayVerdict.Reproduced, replay.Verdict);
        });
    }

    [Fact]
    public void Another_classifier_is_another_engine()
    {
        var input = Requests.For(Decisions.Towns.Index, "auto");
        var stored = StoredDecision.Read(StoredDecision.Write(input, input.Decided())
            .Replace($"\"classifier\":{PromptClassifier.Version},", "\"classifier\":1,", StringComparison.Ordinal));

        Assert.Equal(ReplayVerdict.EngineChanged, Replay.Of(stored, input).Verdict);
    }

    [Fact]
    public void Another_engine_is_named_and_both_results_are_there()
    {
        var input = Requests.For(Decisions.Towns.Index, "auto");
        var stored = StoredDecision.Read(StoredDecision.Write(input, input.Decided())
            .Replace($"{{\"engine\":{RoutingPipeline.EngineVersion},", "{\"engine\":1,", StringComparison.Ordinal));

        var replay = Replay.Of(stored, input);

        Assert.Equal(ReplayVerdict.EngineChanged, replay.Verdict);
        Assert.Equal((1, RoutingPipeline.EngineVersion), (replay.Then.Engine, replay.Now.Engine));
        Assert.True(replay.SameDecision);
    }

    [Fact]
    public void Another_result_of_the_same_engine_is_no_reproduction()
    {
        var input = Requests.For(Decisions.Towns.Index, "auto");
        var stored = StoredDecision.Read(StoredDecision.Write(input, input.Decided()));

        Assert.Equal(ReplayVerdict.Differs, Replay.Of(stored, input with { Selector = "oak-1" }).Verdict);
        Assert.Equal(ReplayVerdict.Differs, Replay.Of(stored, input.Without("a", "b", "c")).Verdict);
    }

    private static string? Keep(DecisionInput input) =>
        RoutingPipeline.Decide(input) is RoutingOutcome.Decided(var decision) ? StoredDecision.Write(input, decision) : null;
}
