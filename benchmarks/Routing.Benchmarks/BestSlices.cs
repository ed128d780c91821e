using System.Diagnostics;
using System.Globalization;

namespace Routing.Benchmarks;

/// <summary>
/// Prints what features and decisions take where much else runs: the best of many slices, each too short to be interrupted often. The
/// means of the other benchmarks need a quiet machine.
/// </summary>
internal static class BestSlices
{
    private const int Slices = 4_000;
    private const int Calls = 20;

    private static readonly byte[] Elsewhere = new byte[2 * 1024 * 1024];

    public static void Print()
    {
        Console.WriteLine("| models | features | features, other memory read before | decision | decision by policy | features and decision | features and decision by policy | the same, all priced, rated and measured |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var models in new[] { 200, 10_000 })
        {
            var benchmarks = new DecisionBenchmarks { Models = models };
            benchmarks.Prepare();
            var features = Best(() => benchmarks.Features());
            var cold = Cold(() => benchmarks.Features());
            var decision = Best(() => benchmarks.Decision());
            var ranked = Best(() => benchmarks.Ranked());
            var both = Best(() => benchmarks.Both());
            var bothRanked = Best(() => benchmarks.BothRanked());
            var known = Best(() => benchmarks.BothKnown());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {models} | {features:0.0} µs | {cold:0.0} µs | {decision:0.0} µs | {ranked:0.0} µs | {both:0.0} µs | {bothRanked:0.0} µs | {known:0.0} µs |"));
        }
    }

    private static double Best(Action call)
    {
        // Until the compiler has done what it can.
        for (var i = 0; i < 20; i++)
        {
            Slice(call, 1_000);
            Thread.Sleep(20);
        }

        var best = double.MaxValue;
        for (var i = 0; i < Slices; i++)
        {
            best = Math.Min(best, Slice(call, Calls));
        }

        return best;
    }

    // The median of calls that find the nearer caches full of something else, as a router's do.
    private static double Cold(Action call)
    {
        var times = new double[Slices];
        for (var i = 0; i < Slices; i++)
        {
            for (var at = 0; at < Elsewhere.Length; at += 64)
            {
                Elsewhere[at]++;
            }

            times[i] = Slice(call, 1);
        }

        Array.Sort(times);
        return times[Slices / 2];
    }

    private static double Slice(Action call, int calls)
    {
        var began = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            call();
        }

        return Stopwatch.GetElapsedTime(began).TotalMicroseconds / calls;
    }
}
