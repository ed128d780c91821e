namespace Routing.Features.Text;

/// <summary>Decision trees in flat arrays. A negative child is a leaf, counted from ~0 within its tree.</summary>
internal sealed class TreeEnsemble
{
    /// <summary>First node of each tree.</summary>
    public required int[] Roots { get; init; }

    /// <summary>First leaf of each tree.</summary>
    public required int[] FirstLeaves { get; init; }

    public required TreeNode[] Nodes { get; init; }

    /// <summary>Millionths.</summary>
    public required int[] Leaves { get; init; }

    /// <summary>Millionths, before any tree.</summary>
    public required int Start { get; init; }

    /// <summary>The sum over all trees in thousandths.</summary>
    public int Predict(ReadOnlySpan<int> features)
    {
        var (nodes, leaves, sum) = (Nodes, Leaves, (long)Start);
        for (var tree = 0; tree < Roots.Length; tree++)
        {
            var (root, at) = (Roots[tree], 0);
            do
            {
                ref readonly var node = ref nodes[root + at];
                at = features[node.Feature] <= node.Threshold ? node.Low : node.High;
            }
            while (at >= 0);

            sum += leaves[FirstLeaves[tree] + ~at];
        }

        return (int)(sum / 1_000);
    }
}
