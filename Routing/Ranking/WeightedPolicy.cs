using System.Runtime.CompilerServices;
using Routing.Catalog;

namespace Routing.Ranking;

/// <summary>Ranks by the weighted mean of the terms. Every policy with weights is one of these; the weights are its character.</summary>
internal sealed class WeightedPolicy(PolicyWeights weights)
{
    /// <summary>What the mean is multiplied by, so that near ties are no ties.</summary>
    public const int PerPoint = 1_000;

    private readonly int _whole = Math.Max(weights.Sum, 1);
    private readonly int _half = Math.Max(weights.Sum, 1) / 2;
    private readonly Reciprocal _sum = new(Math.Max(weights.Sum, 1));
    private readonly (int Quality, int Cost, int Latency, int Reliability, int Preference) _weights =
        (weights.Quality, weights.Cost, weights.Latency, weights.Reliability, weights.Preference);

    /// <summary>The policy, as in <c>auto:cost</c>.</summary>
    public string Name => weights.Name;

    public PolicyWeights Weights => weights;

    /// <summary>How far up a candidate belongs by its points: 0 to 1,000,000, the higher stands first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Score(in ScorePoints points)
    {
        var sum = (_weights.Quality * points.Quality)
            + (_weights.Cost * points.Cost)
            + (_weights.Latency * points.Latency)
            + (_weights.Reliability * points.Reliability)
            + (_weights.Preference * points.Preference);
        var mean = _sum.Divide(sum);
        return (mean * PerPoint) + _sum.Divide(((sum - (mean * _whole)) * PerPoint) + _half);
    }
}
