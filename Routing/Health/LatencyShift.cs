using System.Collections.Immutable;

namespace Routing.Health;

/// <summary>
/// Finds out whether a deployment has become slow against its own past. Immutable: each reading gives the next state.
/// </summary>
/// <remarks>
/// Page's cumulative sum (E. S. Page, "Continuous inspection schemes", Biometrika 41, 1954) of the logarithm of the likelihood ratio
/// between latencies twice as long as usual and usual ones. It works on points, each the mean logarithm of at least
/// <see cref="PointSize"/> latencies, so that it counts in answers and not in hours. For independent points the time between two
/// false alarms is at least e^<see cref="Threshold"/> points (G. Lorden, Annals of Mathematical Statistics 42, 1971). The baseline
/// is the median of the first <see cref="LearningPoints"/> points, its spread their median deviation; both follow slowly while
/// nothing is amiss. No point adds more than <see cref="MostPerPoint"/>, so that an outlier alone raises no alarm.
/// </remarks>
public sealed record LatencyShift
{
    /// <summary>Fewest latencies behind a point.</summary>
    public const int PointSize = 20;

    /// <summary>Points from which the baseline is learned.</summary>
    public const int LearningPoints = 30;

    /// <summary>Sum of logarithms of likelihood ratios from which a shift is believed.</summary>
    public const double Threshold = 12;

    /// <summary>Most that one point adds.</summary>
    public const double MostPerPoint = 5;

    // Twice as slow is what matters to callers.
    private static readonly double Shift = Math.Log(2);

    // A median deviation of a normal distribution times this is its standard deviation; so is a mean deviation times that.
    private const double MedianToStandard = 1.4826;
    private const double MeanToStandard = 1.2533;
    private const double LeastSpread = 0.1;
    private const double Following = 0.01;

    private LatencySeries _pending;
    private ImmutableArray<double> _learned = [];
    private double _spread;
    private double _sum;
    private double _back;
    private LatencySeries _since;

    /// <summary>A deployment of which nothing is known yet.</summary>
    public static readonly LatencyShift Unknown = new();

    /// <summary>Usual latency; null while it is being learned.</summary>
    public TimeSpan? Usual => IsLearning ? null : TimeSpan.FromMilliseconds(Math.Exp(Center));

    /// <summary>Whether latencies have shifted.</summary>
    public bool IsSlow { get; private init; }

    /// <summary>Latency since the shift began; null while there is none.</summary>
    public TimeSpan? Since => IsSlow && _since.Count > 0 ? TimeSpan.FromMilliseconds(Math.Exp(_since.Logs / _since.Count)) : null;

    /// <summary>All of it as numbers, for <see cref="Read"/>.</summary>
    internal IEnumerable<double> Numbers =>
        [_pending.Count, _pending.Logs, Center, _spread, _sum, _back, _since.Count, _since.Logs, IsSlow ? 1 : 0, .. _learned];

    private bool IsLearning => _learned.Length < LearningPoints;

    private double Center { get; init; }

    /// <summary>Takes what was measured since the last call.</summary>
    public LatencyShift Next(LatencySeries measured)
    {
        var pending = _pending + measured;
        return pending.Count < PointSize
            ? this with { _pending = pending }
            : (this with { _pending = default }).Take(pending.Logs / pending.Count);
    }

    /// <summary>What <see cref="Numbers"/> told; null for anything else.</summary>
    internal static LatencyShift? Read(ReadOnlySpan<double> numbers) => numbers is not [var pending, var pendingLogs, var center, var spread, var sum, var back, var since, var sinceLogs, var slow, .. var learned]
        ? null
        : new()
        {
            _pending = new(pending, pendingLogs),
            Center = center,
            _spread = spread,
            _sum = sum,
            _back = back,
            _since = new(since, sinceLogs),
            IsSlow = slow != 0,
            _learned = [.. learned],
        };

    private LatencyShift Take(double point)
    {
        if (IsLearning)
        {
            var learned = _learned.Add(point);
            return learned.Length < LearningPoints ? this with { _learned = learned } : Learned(learned);
        }

        return IsSlow ? Back(point) : Onward(point);
    }

    private LatencyShift Learned(ImmutableArray<double> points)
    {
        var center = Median(points);
        var spread = MedianToStandard * Median([.. points.Select(point => Math.Abs(point - center))]);
        return this with { _learned = points, Center = center, _spread = Math.Max(spread, LeastSpread) };
    }

    private LatencyShift Onward(double point)
    {
        var sum = Math.Max(0, _sum + Ratio(point - Center - (Shift / 2)));
        var since = sum > 0 ? _since + new LatencySeries(1, point) : default;
        var next = this with { _sum = sum, _since = since };
        return sum >= Threshold ? next with { IsSlow = true, _sum = 0, _back = 0 }
            : sum == 0 ? next.Follow(point)
            : next;
    }

    private LatencyShift Back(double point)
    {
        var back = Math.Max(0, _back + Ratio(Center + (Shift / 2) - point));
        return back >= Threshold
            ? this with { IsSlow = false, _back = 0, _since = default }
            : this with { _back = back, _since = _since + new LatencySeries(1, point) };
    }

    private double Ratio(double beyond) => Math.Min(MostPerPoint, Shift / (_spread * _spread) * beyond);

    // The pace of a provider changes over weeks; a point far off says little of it.
    private LatencyShift Follow(double point)
    {
        var off = Math.Clamp(point - Center, -3 * _spread, 3 * _spread);
        return this with
        {
            Center = Center + (Following * off),
            _spread = Math.Max(LeastSpread, ((1 - Following) * _spread) + (Following * MeanToStandard * Math.Abs(off))),
        };
    }

    private static double Median(ImmutableArray<double> values)
    {
        var sorted = values.Sort();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
