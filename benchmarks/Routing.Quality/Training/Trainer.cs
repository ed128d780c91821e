using Routing.Features;
using Routing.Features.Text;

namespace Routing.Quality.Training;

/// <summary>Trains what ships: heads out of fold for their scales and for calibration, then heads on everything.</summary>
internal sealed class Trainer(Corpus corpus, Action<string> say)
{
    private const int Version = 2;
    private const double CapabilityPenalty = 5;

    public ClassifierWeights Train()
    {
        var everything = Enumerable.Range(0, corpus.Examples.Count).ToArray();
        var outOfFold = OutOfFold(Folds.ByQuestion);
        var scales = ScalesOf(outOfFold);
        say("scales found");
        var final = Heads.Train(corpus, everything);
        say("heads trained");
        var capabilities = AllCapabilities();
        var plain = WeightsBuilder.Build(corpus, everything, final, scales, RankTables.None, capabilities, Version);
        return WeightsBuilder.Build(corpus, everything, final, scales, Ranks(outOfFold, scales, plain), capabilities, Version);
    }

    /// <summary>Weights trained without some examples, for measuring on just those.</summary>
    public ClassifierWeights TrainWithout(Func<int, bool> left, HeadScales scales, IReadOnlyList<SparseRidge> capabilities)
    {
        var on = Enumerable.Range(0, corpus.Examples.Count).Where(i => !left(i)).ToArray();
        return WeightsBuilder.Build(corpus, on, Heads.Train(corpus, on), scales, RankTables.None, capabilities, Version);
    }

    public IReadOnlyList<SparseRidge> AllCapabilities() => Capabilities([.. Enumerable.Range(0, corpus.Capabilities.Count)]);

    public IReadOnlyList<SparseRidge> Capabilities(IReadOnlyList<int> on)
    {
        var words = on.Select(i => corpus.CapabilityVectors[i].Buckets).ToArray();
        return
        [
            .. Enum.GetValues<PromptCapability>().Select(label =>
                SparseRidge.Train(words, [.. on.Select(i => corpus.Capabilities[i].Labels.Contains(label) ? 1.0 : -1.0)], CapabilityPenalty)),
        ];
    }

    public double[][] OutOfFold(Folds folds)
    {
        var predictions = new double[corpus.Examples.Count][];
        foreach (var (fold, examples) in folds.Of(corpus.Examples))
        {
            var left = examples.ToHashSet();
            var heads = Heads.Train(corpus, [.. Enumerable.Range(0, predictions.Length).Where(i => !left.Contains(i))]);
            foreach (var i in examples)
            {
                predictions[i] = heads.Predict(corpus.Vectors[i]);
            }

            say($"fold {fold} by {folds.Name} done");
        }

        return predictions;
    }

    public static HeadScales ScalesOf(double[][] predictions)
    {
        HeadScale Of(int part) => HeadScale.Of([.. predictions.Select(prediction => prediction[part])]);
        return new(
            Of(Parts.WithinTrees),
            Of(Parts.WithinWords),
            Of(Parts.BetweenWords),
            Of(Parts.BetweenTrees),
            Of(Parts.Difficulty),
            Of(Parts.Length),
            Of(Parts.Rules));
    }

    // Calibration is learned on what each head says of prompts it has not seen, so that it is not too sure of itself.
    private RankTables Ranks(double[][] predictions, HeadScales scales, ClassifierWeights weights)
    {
        var (scores, difficulties) = Orders(predictions, scales, weights);
        return RankTables.From(
            scores,
            [.. corpus.Examples.Select(example => Math.Max(0, example.Strong - example.Weak))],
            difficulties,
            [.. corpus.Examples.Select(example => example.Difficulty)]);
    }

    /// <summary>Where predictions put each example, in the order of gain and in that of difficulty.</summary>
    public (int[] Scores, int[] Difficulties) Orders(double[][] predictions, HeadScales scales, ClassifierWeights weights)
    {
        var scores = new int[predictions.Length];
        var difficulties = new int[predictions.Length];
        var parts = new int[Parts.Count];
        for (var i = 0; i < predictions.Length; i++)
        {
            foreach (var (part, scale) in new[]
            {
                (Parts.WithinTrees, scales.WithinTrees), (Parts.WithinWords, scales.WithinWords), (Parts.BetweenWords, scales.BetweenWords),
                (Parts.BetweenTrees, scales.BetweenTrees), (Parts.Difficulty, scales.Difficulty), (Parts.Length, scales.Length), (Parts.Rules, scales.Rules),
            })
            {
                parts[part] = (int)Math.Clamp((predictions[i][part] - scale.Mean) * 1_000 / scale.Spread, -3_000, 3_000);
            }

            scores[i] = EstimateScores.Mix(parts, PromptClassifier.Estimate(corpus.Examples[i].Prompt, weights).FamiliarityMillis, weights);
            difficulties[i] = parts[Parts.Difficulty] + parts[Parts.Rules];
        }

        return (scores, difficulties);
    }
}
