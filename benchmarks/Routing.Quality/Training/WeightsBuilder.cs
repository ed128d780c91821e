using Routing.Features.Text;

namespace Routing.Quality.Training;

/// <summary>Turns trained heads into the whole numbers that ship.</summary>
internal static class WeightsBuilder
{
    private const int FamiliarBytes = 1 << 17;
    private const int FamiliarFrom = 3;
    private const double Outliers = 0.0005;

    public static ClassifierWeights Build(Corpus corpus, IReadOnlyList<int> on, Heads heads, HeadScales scales, RankTables ranks, IReadOnlyList<SparseRidge> capabilities, int version)
    {
        var rows = new sbyte[PromptVector.BucketCount * ClassifierWeights.Heads];
        var headScales = new long[ClassifierWeights.Heads];
        var headOffsets = new int[ClassifierWeights.Heads];
        Quantise(heads.WithinWords, scales.WithinWords, ClassifierWeights.WithinHead);
        Quantise(heads.BetweenWords, scales.BetweenWords, ClassifierWeights.BetweenHead);
        for (var i = 0; i < capabilities.Count; i++)
        {
            Quantise(capabilities[i], new(capabilities[i].Bias, 0.5), ClassifierWeights.FirstCapabilityHead + i);
        }

        return new()
        {
            Version = version,
            Rows = rows,
            HeadScales = headScales,
            HeadOffsets = headOffsets,
            CommonWords = corpus.CommonWords,
            FamiliarPairs = Familiar(corpus, on),
            WithinTrees = Flatten(heads.WithinTrees, scales.WithinTrees),
            BetweenTrees = Flatten(heads.BetweenTrees, scales.BetweenTrees),
            DifficultyTrees = Flatten(heads.Difficulty, scales.Difficulty),
            PlainScales = [Scale(scales.Length), Scale(scales.Rules)],
            PlainOffsets = [Offset(scales.Length), Offset(scales.Rules)],
            Trust = MixSettings.Trust,
            Mix = MixSettings.Mix,
            ScoreRanks = ranks.Scores,
            GainAtRank = ranks.Gains,
            DifficultyRanks = ranks.Difficulties,
            FailureAtRank = ranks.Failures,
            CapabilityMix = CapabilityMix,
        };

        void Quantise(SparseRidge ridge, HeadScale scale, int head) => WeightsBuilder.Quantise(ridge, scale, head, rows, headScales, headOffsets);
    }

    /// <summary>The same weights with other capability heads.</summary>
    public static ClassifierWeights WithCapabilities(ClassifierWeights weights, IReadOnlyList<SparseRidge> capabilities)
    {
        var copy = new ClassifierWeights
        {
            Version = weights.Version,
            Rows = [.. weights.Rows],
            HeadScales = [.. weights.HeadScales],
            HeadOffsets = [.. weights.HeadOffsets],
            CommonWords = weights.CommonWords,
            FamiliarPairs = weights.FamiliarPairs,
            WithinTrees = weights.WithinTrees,
            BetweenTrees = weights.BetweenTrees,
            DifficultyTrees = weights.DifficultyTrees,
            PlainScales = weights.PlainScales,
            PlainOffsets = weights.PlainOffsets,
            Trust = weights.Trust,
            Mix = weights.Mix,
            ScoreRanks = weights.ScoreRanks,
            GainAtRank = weights.GainAtRank,
            DifficultyRanks = weights.DifficultyRanks,
            FailureAtRank = weights.FailureAtRank,
            CapabilityMix = CapabilityMix,
        };
        for (var i = 0; i < capabilities.Count; i++)
        {
            Quantise(capabilities[i], new(capabilities[i].Bias, 0.5), ClassifierWeights.FirstCapabilityHead + i, copy.Rows, copy.HeadScales, copy.HeadOffsets);
        }

        return copy;
    }

    private static int[] CapabilityMix => [.. MixSettings.Capabilities.SelectMany(mix => new[] { mix.Learned, mix.Ruled, mix.Offset })];

    private static void Quantise(SparseRidge ridge, HeadScale scale, int head, sbyte[] rows, long[] headScales, int[] headOffsets)
    {
        var sizes = ridge.Weights.Select(Math.Abs).Order().ToArray();
        var step = sizes[(int)((1 - Outliers) * (sizes.Length - 1))] / sbyte.MaxValue;
        for (var bucket = 0; bucket < ridge.Weights.Count; bucket++)
        {
            rows[(bucket * ClassifierWeights.Heads) + head] = (sbyte)Math.Clamp(Math.Round(ridge.Weights[bucket] / step), -127, 127);
        }

        // The divisor at run time is 256 times the square root of the number of tokens.
        headScales[head] = (long)Math.Round(step * 1_000 * 256 / scale.Spread);
        headOffsets[head] = (int)Math.Round((ridge.Bias - scale.Mean) * 1_000 / scale.Spread);
    }

    private static int Scale(HeadScale scale) => (int)Math.Round(1_000_000 / scale.Spread);

    private static int Offset(HeadScale scale) => (int)Math.Round(-scale.Mean * 1_000 / scale.Spread);

    private static byte[] Familiar(Corpus corpus, IReadOnlyList<int> on)
    {
        var counts = new Dictionary<uint, int>();
        foreach (var pair in on.SelectMany(i => corpus.Vectors[i].Pairs.Distinct()))
        {
            counts[pair] = counts.GetValueOrDefault(pair) + 1;
        }

        var bits = new byte[FamiliarBytes];
        foreach (var (pair, count) in counts)
        {
            if (count >= FamiliarFrom)
            {
                Bits.Add(bits, pair);
            }
        }

        return bits;
    }

    private static TreeEnsemble Flatten(BoostedTrees boosted, HeadScale scale)
    {
        const double Millionths = 1_000_000;
        var (nodes, leaves, roots, firstLeaves) = (new List<TreeNode>(), new List<int>(), new List<int>(), new List<int>());
        foreach (var tree in boosted.Trees)
        {
            roots.Add(nodes.Count);
            firstLeaves.Add(leaves.Count);
            leaves.AddRange(tree.Leaves.Select(leaf => (int)Math.Round(leaf * Millionths / scale.Spread)));
            nodes.AddRange(tree.Nodes.Count == 0
                ? [new TreeNode(0, 0, -1, -1)]
                : tree.Nodes.Select(node => new TreeNode(node.Threshold, (byte)node.Feature, (sbyte)node.Low, (sbyte)node.High)));
        }

        return new()
        {
            Nodes = [.. nodes],
            Leaves = [.. leaves],
            Roots = [.. roots],
            FirstLeaves = [.. firstLeaves],
            Start = (int)Math.Round((boosted.Bias - scale.Mean) * Millionths / scale.Spread),
        };
    }
}
