namespace Gateway.Benchmarks;

/// <summary>What one gateway was measured at, a value per round.</summary>
internal sealed class Figures
{
    /// <summary>Processor time per request at saturation, in microseconds.</summary>
    public List<double> PerSmall { get; } = [];

    public List<double> PerLarge { get; } = [];

    /// <summary>Answered per second at saturation.</summary>
    public List<double> Rate { get; } = [];

    /// <summary>Processor time per request at a steady rate, in microseconds.</summary>
    public List<double> PerPaced { get; } = [];

    /// <summary>Every latency at a steady rate, in microseconds.</summary>
    public List<double> Latencies { get; } = [];

    /// <summary>Processor time per stream, in microseconds.</summary>
    public List<double> PerStream { get; } = [];

    /// <summary>Streams per second, all of whose chunks come at once.</summary>
    public List<double> StreamRate { get; } = [];

    /// <summary>Every time to the first bytes of a stream, in microseconds.</summary>
    public List<double> Firsts { get; } = [];

    /// <summary>The value below which a share of all values lies.</summary>
    public static double At(List<double> values, double share)
    {
        var sorted = values.Order().ToArray();
        return sorted.Length == 0 ? double.NaN : sorted[(int)(share * (sorted.Length - 1))];
    }

    /// <summary>The middle one: rounds that other work disturbed do not count.</summary>
    public static double Middle(List<double> values) => At(values, 0.5);
}
