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
    private DecisionInput _known = null!;

    [Params(200, 10_000)]
    public int Models { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        const string Sentence = "A shop sells pens at 3 for 2 dollars; how many dollars do 17 pens cost, if every tenth one is free? ";
        _prompt = string.Concat(Enumerable.Repeat(Sentence, 11))[..1_024];
        _input = Over(SyntheticCatalog.Of(Models));
        _ranked = _input with { Selector = "auto:balanced" };
        var known = SyntheticCatalog.Known(Models);
        _known = Over(known) with { Selector = "auto:balanced", Health = SyntheticCatalog.Measured(known) };
    }

    [Benchmark(Description = "features of 1 KB")]
    public PromptEstimate Features() => PromptClassifier.Estimate(_prompt);

    [Benchmark(Description = "decision")]
    public string Decision() => Decide(_input);

    [Benchmark(Description = "decision by policy")]
    public string Ranked() => Decide(_ranked);

    [Benchmark(Description = "features and decision")]
    public string Both() => Decide(_input with { Features = Read() });

    [Benchmark(Description = "features and decision by policy")]
    public string BothRanked() => Decide(_ranked with { Features = Read() });

    [Benchmark(Description = "features and decision by policy, all priced, rated and measured")]
    public string BothKnown() => Decide(_known with { Features = Read() });

    // The hash is part of what a decision takes, though it is only taken when it is asked for.
    private static string Decide(DecisionInput input) => ((RoutingOutcome.Decided)RoutingPipeline.Decide(input)).Decision.Hash;

    private static DecisionInput Over(CatalogSnapshot snapshot) => new()
    {
        Index = new CatalogIndex(snapshot),
        Selector = "auto",
        CredentialsHeld = NameSet.Of(snapshot.Providers.Select(static provider => provider.Id)),
        SupportedProfiles = new NameSet(["openai"]),
        Time = DateTimeOffset.UnixEpoch,
    };

    private RequestFeatures Read() =>
        new() { PromptCharacters = _prompt.Length, MessageCount = 1, EstimatedInputTokens = 256, Prompt = PromptClassifier.Estimate(_prompt) };
}
