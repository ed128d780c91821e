using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>Ranks by the weighted mean of the terms. Every policy with weights is one of these; the weights are its character.</summary>
internal sealed class WeightedPolicy(PolicyWeights weights)
{
    /// <summary>What the mean is multiplied by, so that near ties are no ties.</summary>
    public const int PerPoint = 1_000;

    private readonly int _sum = Math.Max(weights.Sum, 1);

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
        return (int)(((sum * PerPoint) + (_sum / 2)) / _sum);
    }
}
