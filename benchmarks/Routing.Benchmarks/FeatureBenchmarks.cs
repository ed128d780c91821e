using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using Routing.Features;
using Routing.Features.Text;
using Routing.Tests.Features.Text.Plain;

namespace Routing.Benchmarks;

/// <summary>
/// Reading prompts. A processor that meets one prompt again and again foresees every branch; the rows over many prompts say what a
/// router pays. The plain rows read one character, and walk one tree, at a time.
/// </summary>
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class FeatureBenchmarks
{
    private const int Many = 256;
    private const string Words =
        "the of and a to in is you that it he was for on are as with his they I at be this have from or one had by word but not what all were we "
        + "when your can said there use an each which she do how their if will up other about out many then them these so some her would make like him into "
        + "time has look two more write go see number no way could people my than first water been call who oil its now find long down day did get come made "
        + "may part function returns theorem protein treaty 1848 3.5 x = y; {a} \"quoted\" Paris, Python. Why? A. B. \n - item\n Imagine Calculate Translate";

    private readonly string[] _prompts = new string[Many];
    private readonly int[][] _dense = new int[Many][];
    private string _long = "";
    private string _longer = "";
    private int _next;

    [GlobalSetup]
    public void Prepare()
    {
        var random = new Random(7);
        var words = Words.Split(' ');
        for (var i = 0; i < Many; i++)
        {
            _prompts[i] = string.Join(' ', Enumerable.Range(0, 400).Select(_ => words[random.Next(words.Length)]))[..1_024];
            _dense[i] = new int[DenseFeatures.Count];
            var counts = new TraitCounts();
            var sums = new NgramSums(ClassifierWeights.Embedded);
            PromptText.Scan(_prompts[i], ref counts, ref sums);
            DenseFeatures.Fill(in counts, _dense[i]);
        }

        _long = string.Concat(Enumerable.Repeat(_prompts[0], 64));
        _longer = string.Concat(Enumerable.Repeat(_prompts[0], 1_088));
    }

    [Benchmark(Description = "estimate, many prompts of 1 KB"), BenchmarkCategory("estimate")]
    public PromptEstimate Estimate() => PromptClassifier.Estimate(Next(_prompts));

    [Benchmark(Baseline = true, Description = "plain"), BenchmarkCategory("estimate")]
    public int PlainEstimate() => PlainScan() + PlainTrees();

    [Benchmark(Description = "scan, many prompts of 1 KB"), BenchmarkCategory("scan")]
    public int Scan()
    {
        var counts = new TraitCounts();
        var sums = new NgramSums(ClassifierWeights.Embedded);
        new PromptScan<NgramSums>(ref counts, ref sums).Read(Next(_prompts));
        return counts[Trait.Words] + sums.Tokens;
    }

    [Benchmark(Baseline = true, Description = "plain scan"), BenchmarkCategory("scan")]
    public int PlainScan()
    {
        var counts = new TraitCounts();
        var sums = new NgramSums(ClassifierWeights.Embedded);
        new PlainScan<NgramSums>(ref counts, ref sums).Read(Next(_prompts));
        return counts[Trait.Words] + sums.Tokens;
    }

    [Benchmark(Description = "trees, many prompts"), BenchmarkCategory("trees")]
    public int Trees() => ClassifierWeights.Embedded.Ensembles.Predict(Next(_dense)).Within;

    [Benchmark(Baseline = true, Description = "plain trees"), BenchmarkCategory("trees")]
    public int PlainTrees()
    {
        var (weights, dense) = (ClassifierWeights.Embedded, Next(_dense));
        return weights.WithinTrees.Predict(dense) + weights.BetweenTrees.Predict(dense) + weights.DifficultyTrees.Predict(dense);
    }

    [Benchmark(Baseline = true, Description = "estimate of 64 KB"), BenchmarkCategory("long")]
    public PromptEstimate OfLongPrompt() => PromptClassifier.Estimate(_long);

    [Benchmark(Description = "estimate of 1,088 KB: 1,024 KB more"), BenchmarkCategory("long")]
    public PromptEstimate OfLongerPrompt() => PromptClassifier.Estimate(_longer);

    private T Next<T>(T[] all) => all[_next++ & (Many - 1)];
}
