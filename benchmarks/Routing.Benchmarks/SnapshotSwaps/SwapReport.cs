using System.Diagnostics;
using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Benchmarks.SnapshotSwaps;

/// <summary>
/// Prints how long decisions take while snapshots of 10,000 models are indexed and swapped in one after the other, beside a time in
/// which nothing is swapped. Time on the wall: a pause is what a caller waits, whoever is to blame.
/// </summary>
internal static class SwapReport
{
    private const int Models = 10_000;
    private const int Rounds = 3;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4);

    private static CatalogIndex _current = new(SyntheticCatalog.Of(Models));

    public static void Print()
    {
        Console.WriteLine("| selector | swaps | decisions | median | 99.9 % below | longest | longest pause of the collector |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var selector in new[] { "auto", "auto:cost" })
        {
            Decide(selector);
            for (var round = 0; round < Rounds; round++)
            {
                Print(selector, swapping: false);
                Print(selector, swapping: true);
            }
        }
    }

    private static void Print(string selector, bool swapping)
    {
        using var stop = new CancellationTokenSource();
        var swapper = swapping ? Task.Run(() => Swap(stop.Token)) : Task.FromResult(0);
        var times = Decide(selector);
        stop.Cancel();
        var swaps = swapper.GetAwaiter().GetResult();
        times.Sort();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| `{selector}` | {swaps} | {times.Count} | {At(times, 0.5):0.0} µs | {At(times, 0.999):0.0} µs | {At(times, 1):0} µs | {LongestPause():0} µs |"));
    }

    private static List<long> Decide(string selector)
    {
        var times = new List<long>(4_000_000);
        var input = new DecisionInput
        {
            Index = _current,
            Selector = selector,
            CredentialsHeld = NameSet.Of(_current.Snapshot.Providers.Select(provider => provider.Id)),
            SupportedProfiles = new NameSet(["openai"]),
            Time = DateTimeOffset.UnixEpoch,
        };
        var end = Stopwatch.GetTimestamp() + (long)(Each.TotalSeconds * Stopwatch.Frequency);
        for (var now = Stopwatch.GetTimestamp(); now < end && times.Count < times.Capacity;)
        {
            _ = RoutingPipeline.Decide(input with { Index = Volatile.Read(ref _current) });
            var then = Stopwatch.GetTimestamp();
            times.Add(then - now);
            now = then;
        }

        return times;
    }

    private static int Swap(CancellationToken stop)
    {
        var swaps = 0;
        var snapshot = _current.Snapshot;
        while (!stop.IsCancellationRequested)
        {
            snapshot = snapshot with { Revision = snapshot.Revision + 1 };
            Volatile.Write(ref _current, new CatalogIndex(snapshot, _current));
            swaps++;
        }

        return swaps;
    }

    private static double At(List<long> sorted, double share) =>
        sorted[(int)(share * (sorted.Count - 1))] * 1e6 / Stopwatch.Frequency;

    private static double LongestPause()
    {
        var longest = TimeSpan.Zero;
        foreach (var kind in new[] { GCKind.Ephemeral, GCKind.FullBlocking, GCKind.Background })
        {
            foreach (var pause in GC.GetGCMemoryInfo(kind).PauseDurations)
            {
                longest = pause > longest ? pause : longest;
            }
        }

        return longest.TotalMicroseconds;
    }
}
