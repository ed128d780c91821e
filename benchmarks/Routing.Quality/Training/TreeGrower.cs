namespace Routing.Quality.Training;

/// <summary>Grows one tree: again and again splits the leaf that gains most.</summary>
internal static class TreeGrower
{
    public static Tree Grow(byte[][] rows, double[] residual, double[] weight, int[] sample, int[] features, Bins bins, BoostingOptions options)
    {
        var tree = new Tree();
        var open = new List<Leaf> { new(sample, -1, false) };
        Find(open[0]);
        while (open.Count < options.Leaves)
        {
            var best = open.MaxBy(leaf => leaf.Gain)!;
            if (best.Gain <= 1e-12)
            {
                break;
            }

            open.Remove(best);
            var at = tree.Nodes.Count;
            tree.Nodes.Add((best.Feature, bins.Threshold(best.Feature, best.Bin), int.MinValue, int.MinValue));
            Attach(best, at);
            var low = new Leaf(Array.FindAll(best.Rows, i => rows[i][best.Feature] <= best.Bin), at, false);
            var high = new Leaf(Array.FindAll(best.Rows, i => rows[i][best.Feature] > best.Bin), at, true);
            Find(low);
            Find(high);
            open.Add(low);
            open.Add(high);
        }

        foreach (var leaf in open)
        {
            var (sum, total) = (0.0, 0.0);
            foreach (var i in leaf.Rows)
            {
                sum += residual[i] * weight[i];
                total += weight[i];
            }

            Attach(leaf, ~tree.Leaves.Count);
            tree.Leaves.Add(options.Rate * sum / (total + options.Penalty));
        }

        return tree;

        void Attach(Leaf leaf, int child)
        {
            if (leaf.Parent >= 0)
            {
                var parent = tree.Nodes[leaf.Parent];
                tree.Nodes[leaf.Parent] = leaf.IsHigh ? parent with { High = child } : parent with { Low = child };
            }
        }

        void Find(Leaf leaf)
        {
            Span<double> sums = stackalloc double[64];
            Span<double> weights = stackalloc double[64];
            Span<int> counts = stackalloc int[64];
            foreach (var f in features)
            {
                var n = bins.CountOf(f);
                sums[..n].Clear();
                weights[..n].Clear();
                counts[..n].Clear();
                foreach (var i in leaf.Rows)
                {
                    var bin = rows[i][f];
                    sums[bin] += residual[i] * weight[i];
                    weights[bin] += weight[i];
                    counts[bin]++;
                }

                Split(leaf, f, sums[..n], weights[..n], counts[..n], options);
            }
        }
    }

    private static void Split(Leaf leaf, int feature, Span<double> sums, Span<double> weights, Span<int> counts, BoostingOptions options)
    {
        var (sum, weight, count) = (0.0, 0.0, 0);
        for (var bin = 0; bin < sums.Length; bin++)
        {
            (sum, weight, count) = (sum + sums[bin], weight + weights[bin], count + counts[bin]);
        }

        var whole = sum * sum / (weight + options.Penalty);
        var (low, lowWeight, lowCount) = (0.0, 0.0, 0);
        for (var bin = 0; bin < sums.Length - 1; bin++)
        {
            (low, lowWeight, lowCount) = (low + sums[bin], lowWeight + weights[bin], lowCount + counts[bin]);
            if (lowCount < options.LeastInLeaf || count - lowCount < options.LeastInLeaf)
            {
                continue;
            }

            var gain = (low * low / (lowWeight + options.Penalty)) + ((sum - low) * (sum - low) / (weight - lowWeight + options.Penalty)) - whole;
            if (gain > leaf.Gain)
            {
                (leaf.Gain, leaf.Feature, leaf.Bin) = (gain, feature, bin);
            }
        }
    }

    private sealed class Leaf(int[] rows, int parent, bool isHigh)
    {
        public int[] Rows => rows;

        public int Parent => parent;

        public bool IsHigh => isHigh;

        public double Gain { get; set; }

        public int Feature { get; set; }

        public int Bin { get; set; }
    }
}
