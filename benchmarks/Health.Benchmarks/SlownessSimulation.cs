using Routing.Health;

namespace Health.Benchmarks;

/// <summary>Plays latencies to the test that finds slowness: steady noise for months, then latencies that double.</summary>
internal static class SlownessSimulation
{
    private const double Interval = 5;
    private const int Days = 200;
    private const int Doublings = 200;
    private const double Median = 400;

    private static readonly (string Name, double Deviation, double Outliers, double Wave)[] Noises =
    [
        ("log-normal, sigma 0.3", 0.3, 0, 0),
        ("log-normal, sigma 0.6", 0.6, 0, 0),
        ("log-normal, sigma 1.0", 1.0, 0, 0),
        ("sigma 0.6, 2 % ten times as slow", 0.6, 0.02, 0),
        ("sigma 0.6, a daily wave of a third up and down", 0.6, 0, 0.29),
    ];

    public static void Print()
    {
        Console.WriteLine($"{Days} days of steady noise; {Doublings} times a doubling after a day of it. A look every {Interval:F0} s.");
        Console.WriteLine("noise                                           calls/s  false alarms/day  found  calls until found (median, 95 %)  seconds (median)");
        foreach (var noise in Noises)
        {
            foreach (var rate in new[] { 0.05, 1.0, 20.0 })
            {
                var random = new Random(1);
                var alarms = FalseAlarms(random, noise.Deviation, noise.Outliers, noise.Wave, rate);
                var delays = Enumerable.Range(0, Doublings).Select(_ => Delay(random, noise.Deviation, noise.Outliers, noise.Wave, rate)).ToArray();
                var found = delays.Where(double.IsFinite).Order().ToArray();
                var (median, most) = found.Length == 0 ? (double.NaN, double.NaN) : (found[found.Length / 2], found[(int)(found.Length * 0.95)]);
                Console.WriteLine(FormattableString.Invariant(
                    $"{noise.Name,-48}{rate,7}{alarms,18:F3}{(double)found.Length / Doublings,7:P0}{median * rate,20:F0}{most * rate,15:F0}{median,18:F0}"));
            }
        }
    }

    private static double FalseAlarms(Random random, double deviation, double outliers, double wave, double rate)
    {
        var (shift, alarms) = (LatencyShift.Unknown, 0);
        for (var second = 0.0; second < Days * 86_400.0; second += Interval)
        {
            var next = shift.Next(Measured(random, deviation, outliers, wave, rate, second, slower: 1));
            alarms += next.IsSlow && !shift.IsSlow ? 1 : 0;
            shift = next;
        }

        return (double)alarms / Days;
    }

    // Seconds from the doubling on; infinite when it was not found within two days.
    private static double Delay(Random random, double deviation, double outliers, double wave, double rate)
    {
        var shift = LatencyShift.Unknown;
        var begin = 86_400.0 * (1 + random.NextDouble());
        for (var second = 0.0; second < begin + (2 * 86_400); second += Interval)
        {
            var isDoubled = second >= begin;
            shift = shift.Next(Measured(random, deviation, outliers, wave, rate, second, isDoubled ? 2 : 1));
            if (isDoubled && shift.IsSlow)
            {
                return second + Interval - begin;
            }
        }

        return double.PositiveInfinity;
    }

    private static LatencySeries Measured(Random random, double deviation, double outliers, double wave, double rate, double second, double slower)
    {
        var count = Poisson(random, rate * Interval);
        if (count == 0)
        {
            return default;
        }

        var center = Math.Log(Median * slower) + (wave * Math.Sin(2 * Math.PI * second / 86_400));
        var slow = outliers == 0 ? 0 : Enumerable.Range(0, count).Count(_ => random.NextDouble() < outliers);
        return new(count, (count * center) + (slow * Math.Log(10)) + (Math.Sqrt(count) * deviation * Normal(random)));
    }

    private static int Poisson(Random random, double mean)
    {
        if (mean > 30)
        {
            return Math.Max(0, (int)Math.Round(mean + (Math.Sqrt(mean) * Normal(random))));
        }

        var (count, product) = (0, random.NextDouble());
        for (var limit = Math.Exp(-mean); product > limit; count++)
        {
            product *= random.NextDouble();
        }

        return count;
    }

    private static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
