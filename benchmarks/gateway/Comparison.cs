using System.Globalization;
using Gateway.Benchmarks.Gateways;
using Gateway.Benchmarks.Loads;

namespace Gateway.Benchmarks;

/// <summary>Gives every gateway its turn with every load, round after round, and prints what each took.</summary>
internal static class Comparison
{
    public static async Task<int> RunAsync(Settings settings)
    {
        await using var all = settings.Variants ? AllGateways.RouterVariants(settings) : await AllGateways.ToCompareAsync(settings);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        RunningGateway[] compared = [all.Direct, .. all.Gateways];
        var figures = compared.ToDictionary(gateway => gateway, _ => new Figures());

        // The first round is for compilers and caches.
        for (var round = 0; round <= settings.Rounds; round++)
        {
            foreach (var gateway in compared)
            {
                await MeasureAsync(client, gateway, settings.Slice, round == 0 ? new Figures() : figures[gateway]);
            }
        }

        Print(all, figures);
        return 0;
    }

    private static async Task MeasureAsync(HttpClient client, RunningGateway gateway, TimeSpan slice, Figures figures)
    {
        var before = gateway.Processor;
        var small = await ClosedLoop.RunAsync(client, gateway, Prompts.Small, slice);
        figures.PerSmall.Add(Per(gateway, before, small));
        figures.Rate.Add(small / slice.TotalSeconds);

        before = gateway.Processor;
        var large = await ClosedLoop.RunAsync(client, gateway, Prompts.Large, slice);
        figures.PerLarge.Add(Per(gateway, before, large));

        before = gateway.Processor;
        var latencies = await OpenLoop.RunAsync(client, gateway, Prompts.Small, slice);
        figures.PerPaced.Add(Per(gateway, before, latencies.Count));
        figures.Latencies.AddRange(latencies);

        before = gateway.Processor;
        var firsts = await Streams.RunAsync(client, gateway, Prompts.Streamed, slice);
        figures.PerStream.Add(Per(gateway, before, firsts.Count));
        figures.Firsts.AddRange(firsts);

        var atOnce = await Streams.RunAsync(client, gateway, Prompts.StreamedAtOnce, slice);
        figures.StreamRate.Add(atOnce.Count / slice.TotalSeconds);
    }

    private static double Per(RunningGateway gateway, TimeSpan before, int count) => (gateway.Processor - before).TotalMicroseconds / Math.Max(count, 1);

    private static void Print(AllGateways all, Dictionary<RunningGateway, Figures> figures)
    {
        var (half, most) = (Figures.At(figures[all.Direct].Latencies, 0.5), Figures.At(figures[all.Direct].Latencies, 0.99));
        var first = Figures.At(figures[all.Direct].Firsts, 0.5);
        Write($"direct: {Figures.Middle(figures[all.Direct].Rate):0} requests/s; at 200/s p50 {half:0} µs, p99 {most:0} µs; first bytes of a stream {first:0} µs");
        Write($"");
        Write($"| gateway | CPU µs, 1 KB | CPU µs, 8 KB | CPU µs at 200/s | added p50 µs | added p99 µs | CPU µs per stream | per chunk | added first bytes µs | unpaced streams/s | peak MiB | cold start ms |");
        Write($"|---|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var gateway in all.Gateways)
        {
            var of = figures[gateway];
            var perStream = Figures.Middle(of.PerStream);
            Write($"| {gateway.Name} | {Figures.Middle(of.PerSmall):0} | {Figures.Middle(of.PerLarge):0} | {Figures.Middle(of.PerPaced):0} | {Figures.At(of.Latencies, 0.5) - half:0} | {Figures.At(of.Latencies, 0.99) - most:0} | {perStream:0} | {perStream / Upstream.Chunks:0.0} | {Figures.At(of.Firsts, 0.5) - first:0} | {Figures.Middle(of.StreamRate):0} | {gateway.PeakMemory >> 20} | {gateway.ColdStart.TotalMilliseconds:0} |");
        }
    }

    private static void Write(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
