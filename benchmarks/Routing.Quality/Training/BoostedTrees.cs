namespace Routing.Quality.Training;

/// <summary>Gradient-boosted regression trees on whole-number features, grown leaf by leaf on histograms.</summary>
internal sealed class BoostedTrees
{
    private const int MostBins = 48;

    private readonly List<Tree> _trees = [];

    private BoostedTrees(double bias) => Bias = bias;

    public double Bias { get; }

    public IReadOnlyList<Tree> Trees => _trees;

    public static BoostedTrees Train(IReadOnlyList<int[]> rows, IReadOnlyList<double> targets, BoostingOptions options, IReadOnlyList<double>? importance = null)
    {
        var random = new Random(options.Seed);
        var bins = Bins.Of(rows, MostBins);
        var binned = rows.Select(bins.Apply).ToArray();
        var weight = importance?.ToArray() ?? [.. Enumerable.Repeat(1.0, rows.Count)];
        var mean = targets.Zip(weight, (t, w) => t * w).Sum() / weight.Sum();
        var model = new BoostedTrees(mean);
        var residual = targets.Select(target => target - mean).ToArray();
        for (var n = 0; n < options.Trees; n++)
        {
            var sample = Enumerable.Range(0, rows.Count).Where(_ => random.NextDouble() < options.RowShare).ToArray();
            var features = Enumerable.Range(0, rows[0].Length).Where(_ => random.NextDouble() < options.FeatureShare).ToArray();
            var tree = TreeGrower.Grow(binned, residual, weight, sample, features, bins, options);
            model._trees.Add(tree);
            for (var i = 0; i < rows.Count; i++)
            {
                residual[i] -= tree.Predict(rows[i]);
            }
        }

        return model;
    }

    public double Predict(int[] row) => Bias + _trees.Sum(tree => tree.Predict(row));
}

/// <summary>How trees are grown.</summary>
internal sealed record BoostingOptions
{
    public int Trees { get; init; } = 150;

    public int Leaves { get; init; } = 8;

    public double Rate { get; init; } = 0.06;

    public int LeastInLeaf { get; init; } = 40;

    public double Penalty { get; init; } = 20;

    public double RowShare { get; init; } = 0.7;

    public double FeatureShare { get; init; } = 0.4;

    public int Seed { get; init; } = 1;
}
