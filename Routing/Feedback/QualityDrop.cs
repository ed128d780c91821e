namespace Routing.Feedback;

/// <summary>A model's verdicts have become worse from one point on, more than chance does.</summary>
/// <param name="BeforeMillis">Mean quality before that point, in thousandths.</param>
/// <param name="BeforeCount">Verdicts before it.</param>
/// <param name="AfterMillis">Mean quality since, in thousandths.</param>
/// <param name="AfterCount">Verdicts since.</param>
public sealed record QualityDrop(int BeforeMillis, int BeforeCount, int AfterMillis, int AfterCount)
{
    /// <summary>The newest verdicts that are looked at.</summary>
    public const int Window = 400;

    /// <summary>A drop smaller than this (thousandths) is not worth moving a model for.</summary>
    public const int LeastMillis = 100;

    // With fewer on either side the normal approximation below does not hold.
    private const int LeastBefore = 40;
    private const int LeastAfter = 30;

    // Points of change are tried at every fifth verdict: a point found a little late costs nothing.
    private const int Step = 5;

    // Standard errors between the means. Every verdict asks again, at up to 66 points of change: at 5.5 (one in fifty
    // million per question) a thousand models with steady ratings raise nothing in practice.
    private const double LeastErrors = 5.5;

    // Verdicts that all agree have no variance to measure with; some disagreement is always possible.
    private const double LeastVariance = 0.02;

    /// <summary>
    /// Looks for the point at which the model became worse: the one where the means before and after lie furthest apart in
    /// standard errors (two-sample z with pooled variance). The model is compared with itself, never with its profile, so
    /// raters who are strict or random from the start raise nothing.
    /// </summary>
    /// <param name="qualityMillis">Qualities of the verdicts, 0 to 1,000, oldest first; the newest <see cref="Window"/> count.</param>
    /// <returns>Null when there is no such point.</returns>
    public static QualityDrop? Find(ReadOnlySpan<int> qualityMillis)
    {
        var seen = qualityMillis.Length > Window ? qualityMillis[^Window..] : qualityMillis;
        var all = Sums.Of(seen);
        var (best, bestErrors) = (default(QualityDrop), LeastErrors);
        var before = new Sums(0, 0, 0);
        for (var i = 0; i < seen.Length - LeastAfter; i++)
        {
            before = before.With(seen[i]);
            if (before.Count < LeastBefore || before.Count % Step != 0)
            {
                continue;
            }

            var after = all.Without(before);
            var drop = before.Mean - after.Mean;
            var errors = drop / Math.Sqrt(Variance(before, after) * ((1.0 / before.Count) + (1.0 / after.Count)));
            if (errors >= bestErrors && drop * 1_000 >= LeastMillis)
            {
                bestErrors = errors;
                best = new(Millis(before.Mean), before.Count, Millis(after.Mean), after.Count);
            }
        }

        return best;
    }

    private static double Variance(Sums before, Sums after) =>
        Math.Max(LeastVariance, (before.Deviation + after.Deviation) / (before.Count + after.Count - 2));

    private static int Millis(double mean) => (int)Math.Round(1_000 * mean);

    private readonly record struct Sums(int Count, double Sum, double SquareSum)
    {
        public double Mean => Sum / Count;

        public double Deviation => SquareSum - (Sum * Sum / Count);

        public Sums With(int qualityMillis)
        {
            var quality = qualityMillis / 1_000.0;
            return new(Count + 1, Sum + quality, SquareSum + (quality * quality));
        }

        public Sums Without(Sums part) => new(Count - part.Count, Sum - part.Sum, SquareSum - part.SquareSum);

        public static Sums Of(ReadOnlySpan<int> qualityMillis)
        {
            var sums = new Sums(0, 0, 0);
            foreach (var quality in qualityMillis)
            {
                sums = sums.With(quality);
            }

            return sums;
        }
    }
}
