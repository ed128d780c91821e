using System.Diagnostics;
using System.Globalization;
using Routing.Catalog;
using Routing.Decisions;

namespace Routing.Benchmarks.SnapshotSwaps;

/// <summary>
/// Prints how long decisions take while snapshots of 10,000 models are indexed and swapped in, ten a second; beside it, a time in which
/// nothing is done, and one in which another thread only allocates as much as indexing does. Time on the wall: a pause is what a caller
/// waits, whoever is to blame, so what swapping adds is what lies above the other two.
/// </summary>
internal static class SwapReport
{
    private const int Models = 10_000;
    private const int Rounds = 3;
    private const int PerSecond = 10;
    private static readonly TimeSpan Each = TimeSpan.FromSeconds(4);

    private static CatalogIndex _current = new(SyntheticCatalog.Of(Models));
    private static object? _kept;

    public static void Print()
    {
        var (size, took) = SizeOfIndex();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"To index {Models} models takes {took:0.0} ms and {size / 1_048_576.0:0.0} MiB."));
        Console.WriteLine("| selector | beside it | decisions | median | 99.9 % below | 99.99 % below | longest | collections of generation 0, 1, 2 | paused for them |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var selector in new[] { "auto", "auto:cost" })
        {
            Decide(selector);
            for (var round = 0; round < Rounds; round++)
            {
                Print(selector, "nothing", null);
                Print(selector, "ten allocations a second of as much", () => Allocate(size));
                Print(selector, "ten swaps a second", Swap);
            }
        }
    }

    private static void Print(string selector, string beside, Action? act)
    {
        using var stop = new CancellationTokenSource();
        var acting = act is null ? Task.CompletedTask : Task.Run(() => Repeat(act, stop.Token));
        var (before, paused) = (Collections(), GC.GetTotalPauseDuration());
        var times = Decide(selector);
        var (after, pauses) = (Collections(), GC.GetTotalPauseDuration() - paused);
        stop.Cancel();
        acting.GetAwaiter().GetResult();
        times.Sort();
        var collections = string.Join(", ", after.Zip(before, static (now, then) => now - then));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| `{selector}` | {beside} | {times.Count} | {At(times, 0.5):0.0} µs | {At(times, 0.999):0.0} µs | {At(times, 0.9999):0} µs | {At(times, 1):0} µs | {collections} | {pauses.TotalMilliseconds:0} ms |"));
    }

    private static (long Bytes, double Milliseconds) SizeOfIndex()
    {
        for (var warm = 0; warm < 20; warm++)
        {
            Swap();
        }

        var (before, began) = (GC.GetAllocatedBytesForCurrentThread(), Stopwatch.GetTimestamp());
        Swap();
        return (GC.GetAllocatedBytesForCurrentThread() - before, Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    private static void Repeat(Action act, CancellationToken stop)
    {
        while (!stop.WaitHandle.WaitOne(TimeSpan.FromSeconds(1.0 / PerSecond)))
        {
            act();
        }
    }

    private static void Swap()
    {
        var snapshot = _current.Snapshot;
        Volatile.Write(ref _current, new CatalogIndex(snapshot with { Revision = snapshot.Revision + 1 }, _current));
    }

    // Many small things that live as long as an index would: until the next one.
    private static void Allocate(long bytes)
    {
        const int Size = 64;
        var things = new List<byte[]>();
        for (var made = 0L; made < bytes; made += Size)
        {
            things.Add(new byte[Size - (3 * sizeof(long))]);
        }

        Volatile.Write(ref _kept, things);
    }

    private static int[] Collections() => [GC.CollectionCount(0), GC.CollectionCount(1), GC.CollectionCount(2)];

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
            GC.KeepAlive(((RoutingOutcome.Decided)RoutingPipeline.Decide(input with { Index = Volatile.Read(ref _current) })).Decision.Hash);
            var then = Stopwatch.GetTimestamp();
            times.Add(then - now);
            now = then;
        }

        return times;
    }

    private static double At(List<long> sorted, double share) =>
        sorted[(int)(share * (sorted.Count - 1))] * 1e6 / Stopwatch.Frequency;
}
