using Routing.Features.Text;

namespace Routing.Quality.Training;

/// <summary>
/// The heads, trained on some of the corpus. Two kinds of target keep what transfers apart from what does not: gain within a source, with the
/// source's mean taken off, says which of several alike prompts is harder; gain between sources says which kinds of prompt profit.
/// </summary>
internal sealed class Heads
{
    private const double BetweenShare = 0.8;

    private Heads(BoostedTrees withinTrees, BoostedTrees betweenTrees, BoostedTrees difficulty, SparseRidge withinWords, SparseRidge betweenWords)
    {
        WithinTrees = withinTrees;
        BetweenTrees = betweenTrees;
        Difficulty = difficulty;
        WithinWords = withinWords;
        BetweenWords = betweenWords;
    }

    public BoostedTrees WithinTrees { get; }

    public BoostedTrees BetweenTrees { get; }

    public BoostedTrees Difficulty { get; }

    public SparseRidge WithinWords { get; }

    public SparseRidge BetweenWords { get; }

    public static Heads Train(Corpus corpus, IReadOnlyList<int> on)
    {
        var dense = on.Select(i => corpus.Vectors[i].Dense).ToArray();
        var words = on.Select(i => corpus.Vectors[i].Buckets).ToArray();
        double Gain(int i) => (corpus.Examples[i].Gain + corpus.Examples[i].Strong - corpus.Examples[i].Weak) / 2;
        double Difficult(int i) => corpus.Examples[i].Difficulty;

        var gains = SourceMeans(Gain);
        var within = on.Select(i => Gain(i) - gains[corpus.Examples[i].Source]).ToArray();
        double[] Smoothed(double share) => [.. on.Select(i => (share * gains[corpus.Examples[i].Source]) + ((1 - share) * Gain(i)))];
        var grown = new BoostingOptions { Trees = 128, Leaves = 8, Rate = 0.07, LeastInLeaf = 30 };
        return new(
            BoostedTrees.Train(dense, within, new() { Trees = 90, Leaves = 6, Rate = 0.055, LeastInLeaf = 60 }),
            BoostedTrees.Train(dense, Smoothed(0.5), grown),
            BoostedTrees.Train(dense, [.. on.Select(Difficult)], new() { Trees = 60, Leaves = 8, Rate = 0.12, Seed = 2 }),
            SparseRidge.Train(words, within, 30),
            SparseRidge.Train(words, Smoothed(BetweenShare), 50));

        Dictionary<string, double> SourceMeans(Func<int, double> of) =>
            on.GroupBy(i => corpus.Examples[i].Source).ToDictionary(source => source.Key, source => source.Average(of));
    }

    /// <summary>What each head says of a prompt, in the order of <see cref="Parts"/>, unscaled.</summary>
    public double[] Predict(PromptVector vector)
    {
        var parts = new double[Parts.Count];
        parts[Parts.WithinTrees] = WithinTrees.Predict(vector.Dense);
        parts[Parts.WithinWords] = WithinWords.Predict(vector.Buckets);
        parts[Parts.BetweenWords] = BetweenWords.Predict(vector.Buckets);
        parts[Parts.BetweenTrees] = BetweenTrees.Predict(vector.Dense);
        parts[Parts.Difficulty] = Difficulty.Predict(vector.Dense);
        parts[Parts.Length] = DenseFeatures.Log(vector.Traits[Trait.Characters] + 20);
        parts[Parts.Rules] = GainRules.Score(vector.Traits);
        return parts;
    }
}
