namespace Routing.Features.Text;

/// <summary>The parts of the score, each a standard score in thousandths.</summary>
internal static class Parts
{
    public const int WithinTrees = 0;
    public const int WithinWords = 1;
    public const int Length = 2;
    public const int Rules = 3;
    public const int BetweenWords = 4;
    public const int BetweenTrees = 5;
    public const int Difficulty = 6;
    public const int Count = 7;

    private const int Limit = 3_000;

    public static void Fill(in TraitCounts counts, ReadOnlySpan<int> dense, ReadOnlySpan<int> heads, ClassifierWeights weights, Span<int> parts)
    {
        var (within, between, difficulty) = weights.Ensembles.Predict(dense);
        parts[WithinTrees] = Bound(within);
        parts[BetweenTrees] = Bound(between);
        parts[Difficulty] = Bound(difficulty);
        parts[WithinWords] = heads[ClassifierWeights.WithinHead];
        parts[BetweenWords] = heads[ClassifierWeights.BetweenHead];
        parts[Length] = Standard(DenseFeatures.Log(counts[Trait.Characters] + 20), 0, weights);
        parts[Rules] = Standard(GainRules.Score(in counts), 1, weights);
    }

    private static int Standard(int value, int which, ClassifierWeights weights) =>
        Bound((int)(((long)value * weights.PlainScales[which] / 1_000) + weights.PlainOffsets[which]));

    private static int Bound(int value) => Math.Clamp(value, -Limit, Limit);
}
