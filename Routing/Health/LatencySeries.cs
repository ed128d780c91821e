namespace Routing.Health;

/// <summary>Logarithms of latencies, added up ever since the subject became known; two readings tell the mean of what came between.</summary>
/// <param name="Count">How many.</param>
/// <param name="Logs">Sum of the natural logarithms of milliseconds.</param>
public readonly record struct LatencySeries(double Count, double Logs)
{
    /// <summary>Both together.</summary>
    public static LatencySeries operator +(LatencySeries left, LatencySeries right) => new(left.Count + right.Count, left.Logs + right.Logs);

    /// <summary>What came after an earlier reading.</summary>
    public static LatencySeries operator -(LatencySeries left, LatencySeries right) => new(left.Count - right.Count, left.Logs - right.Logs);
}
