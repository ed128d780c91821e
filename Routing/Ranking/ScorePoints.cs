namespace Routing.Ranking;

/// <summary>The terms of a score while many candidates are ranked: no more than ranking reads, and nothing that may be missing.</summary>
/// <param name="Quality">Points for quality.</param>
/// <param name="Cost">Points for cost.</param>
/// <param name="Latency">Points for latency.</param>
/// <param name="Reliability">Points for reliability.</param>
/// <param name="Preference">Points for preference.</param>
/// <param name="ExpectedCost">In billionths of a dollar; <see cref="RequestCost.Unpriced"/> when there is no price.</param>
internal readonly record struct ScorePoints(int Quality, int Cost, int Latency, int Reliability, int Preference, long ExpectedCost);
