using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>Ranks by the weighted mean of the terms. Every policy with weights is one of these; the weights are its character.</summary>
internal sealed class WeightedPolicy(PolicyWeights weights)
{
    /// <summary>What the mean is multiplied by, so that near ties are no ties.</summary>
    public const int PerPoint = 1_000;

    // Dividing is what ranking would spend most of its time on. A numerator is below 2^33 and the sum below 2^13, so that the product with
    // the rounded-up inverse is exact; half of both, since the inverse of one does not fit.
    private readonly ulong _half = (ulong)Math.Max(weights.Sum, 1) / 2;
    private readonly ulong _inverse = (ulong.MaxValue / (2 * (ulong)Math.Max(weights.Sum, 1))) + 1;

    /// <summary>The policy, as in <c>auto:cost</c>.</summary>
    public string Name => weights.Name;

    public PolicyWeights Weights => weights;

    /// <summary>How far up a candidate belongs by its points: 0 to 1,000,000, the higher stands first.</summary>
    public int Score(in CandidateScore terms)
    {
        var sum = ((long)weights.Quality * terms.Quality)
            + ((long)weights.Cost * terms.Cost)
            + ((long)weights.Latency * terms.Latency)
            + ((long)weights.Reliability * terms.Reliability)
            + ((long)weights.Preference * terms.Preference);
        return (int)Math.BigMul(2 * (((ulong)sum * PerPoint) + _half), _inverse, out _);
    }
}
