using BenchmarkDotNet.Attributes;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Features;

namespace Routing.Benchmarks;

/// <summary>From the text of a prompt to a decision.</summary>
public class DecisionBenchmarks
{
    private string _prompt = "";
    private DecisionInput _input = null!;
    private DecisionInput _ranked = null!;

    [Params(200, 10_000)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        const string Sentence = "A shop sells pens at 3 for 2 dollars; how many dollars do 17 pens cost, if every tenth one is free? ";
        _prompt = string.Concat(Enumerable.Repeat(Sentence, 11))[..1_024];
        var index = new CatalogIndex(SyntheticCatalog.Of(Models));
        _input = new DecisionInput
        {
            Index = index,
            Selector = "auto",
            CredentialsHeld = NameSet.Of(index.Snapshot.Providers.Select(provider => provider.Id)),
            SupportedProfiles = new NameSet(["openai"]),
            Time = DateTimeOffset.UnixEpoch,
        };
        _ranked = _input with { Selector = "auto:balanced" };
    }

    [Benchmark(Description = "features of 1 KB")]
    public PromptEstimate Features() => PromptClassifier.Estimate(_prompt);

    [Benchmark(Description = "decision")]
    public RoutingOutcome Decision() => RoutingPipeline.Decide(_input);

    [Benchmark(Description = "decision by policy")]
    public RoutingOutcome Ranked() => RoutingPipeline.Decide(_ranked);

    [Benchmark(Description = "features and decision")]
    public RoutingOutcome Both() => RoutingPipeline.Decide(_input with { Features = Read() });

    [Benchmark(Description = "features and decision by policy")]
    public RoutingOutcome BothRanked() => RoutingPipeline.Decide(_ranked with { Features = Read() });

    private RequestFeatures Read() =>
        new() { PromptCharacters = _prompt.Length, MessageCount = 1, EstimatedInputTokens = 256, Prompt = PromptClassifier.Estimate(_prompt) };
}
