using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Benchmarks.DecisionCaching;

/// <summary>Prints what a cache of decisions would save on a replayed trace. Processor time, the best of several runs; ratios count.</summary>
internal static class DecisionCacheReport
{
    private const int Requests = 20_000;
    private const int Runs = 7;
    private const int Most = 4_096;

    public static void Print()
    {
        Console.WriteLine("| selector | models | repeated | hits | decide | hash alone | with cache | saved |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var selector in new[] { "auto", "vendor/model-0-0" })
        {
            foreach (var models in new[] { 200, 10_000 })
            {
                var index = new CatalogIndex(SyntheticCatalog.Of(models));
                foreach (var repeated in new[] { 20, 80 })
                {
                    Print(index, selector, models, repeated);
                }
            }
        }
    }

    // The hash is part of what a decision takes, though it is only taken when it is asked for.
    private static void Hashed(RoutingOutcome outcome) => GC.KeepAlive((outcome as RoutingOutcome.Decided)?.Decision.Hash);

    private static void Print(CatalogIndex index, string selector, int models, int repeated)
    {
        var trace = new Trace(index, selector, repeated, seed: 1).Requests(Requests).ToArray();
        var decide = Measure(trace, static () => static input => Hashed(RoutingPipeline.Decide(input)));
        var hash = Measure(trace, static () => static input => DecisionHash.Of(input));
        CachedDecisions? last = null;
        var cached = Measure(trace, () =>
        {
            var cache = last = new CachedDecisions(Most);
            return input => Hashed(cache.Decide(input));
        });
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| `{selector}` | {models} | {repeated} % | {100.0 * last!.Hits / Requests:0} % | {decide:0} ns | {hash:0} ns | {cached:0} ns | {100 * (1 - (cached / decide)):0} % |"));
    }

    private static double Measure(DecisionInput[] trace, Func<Action<DecisionInput>> start)
    {
        var best = double.MaxValue;
        for (var run = 0; run < Runs; run++)
        {
            var decide = start();
            var began = Environment.CpuUsage.TotalTime;
            foreach (var input in trace)
            {
                decide(input);
            }

            best = Math.Min(best, (Environment.CpuUsage.TotalTime - began).TotalNanoseconds / trace.Length);
        }

        return best;
    }
}
