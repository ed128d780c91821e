using System.Runtime.CompilerServices;
using Routing.Catalog;
using Routing.Health;

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

    /// <summary>The highest sum of weighted points.</summary>
    public int HighestSum => _whole * PerPoint;

    /// <summary>How far up a candidate belongs by its points: 0 to 1,000,000, the higher stands first.</summary>
    public int Score(in ScorePoints points) => ScoreOf(Sum(in points));

    /// <summary>The same by the sum of its weighted points.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int ScoreOf(int sum)
    {
        var mean = _sum.Divide(sum);
        return (mean * PerPoint) + _sum.Divide(((sum - (mean * _whole)) * PerPoint) + _half);
    }

    /// <summary>The least sum that scores as high as another.</summary>
    public int LeastScoringLike(int sum) => (int)((Math.Max(((long)ScoreOf(sum) * _whole) - _half, 0) + (PerPoint - 1)) / PerPoint);

    /// <summary>Each term's points times its weight.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Sum(in ScorePoints points) => (_weights.Quality * points.Quality)
        + (_weights.Cost * points.Cost)
        + (_weights.Latency * points.Latency)
        + (_weights.Reliability * points.Reliability)
        + (_weights.Preference * points.Preference);

    /// <summary>What of that no request changes.</summary>
    public int Standing(HealthRow health, int preference) =>
        (_weights.Latency * health.Latency) + (_weights.Reliability * health.Reliability) + (_weights.Preference * preference);
}
