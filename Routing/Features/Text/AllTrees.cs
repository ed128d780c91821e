using System.Runtime.Intrinsics;

namespace Routing.Features.Text;

/// <summary>The three ensembles of a classifier, laid out to be asked together.</summary>
internal sealed class AllTrees(ClassifierWeights weights)
{
    private readonly FeatureBins _bins = new([.. weights.WithinTrees.Nodes, .. weights.BetweenTrees.Nodes, .. weights.DifficultyTrees.Nodes]);
    private TreeLanes? _within;
    private TreeLanes? _between;
    private TreeLanes? _difficulty;

    /// <summary>What each ensemble says, in thousandths.</summary>
    public (int Within, int Between, int Difficulty) Predict(ReadOnlySpan<int> dense)
    {
        // Emulated vectors would be far slower than walking each tree; the sums are the same.
        if (!Vector128.IsHardwareAccelerated)
        {
            return (weights.WithinTrees.Predict(dense), weights.BetweenTrees.Predict(dense), weights.DifficultyTrees.Predict(dense));
        }

        Span<byte> classes = stackalloc byte[TreeLanes.ClassBytes];
        _bins.Fill(dense, classes);
        return (
            (_within ??= new(weights.WithinTrees, _bins)).Predict(classes),
            (_between ??= new(weights.BetweenTrees, _bins)).Predict(classes),
            (_difficulty ??= new(weights.DifficultyTrees, _bins)).Predict(classes));
    }
}
