using System.Globalization;
using Gateway.Benchmarks.Gateways;
using Gateway.Benchmarks.Loads;

namespace Gateway.Benchmarks.Memory;

/// <summary>Steady load of every kind for a while: what the router takes in the end may not be much more than once it had settled.</summary>
internal static class Soak
{
    /// <summary>Turns of load; the first fifth of them is for settling.</summary>
    private const int Turns = 30;

    private const double Growth = 1.1;

    /// <returns>1 when it has grown by more than a tenth.</returns>
    public static async Task<int> RunAsync(Settings settings)
    {
        await using var all = AllGateways.RouterAlone(settings);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = false }) { Timeout = Timeout.InfiniteTimeSpan };
        var router = all.Gateways[0];
        var slice = settings.Soak / Turns / 3;
        var weights = new List<double>();
        for (var turn = 0; turn < Turns; turn++)
        {
            await OpenLoop.RunAsync(client, router, Prompts.Small, slice);
            await ClosedLoop.RunAsync(client, router, Prompts.Large, slice);
            await Streams.RunAsync(client, router, Prompts.Streamed, slice);
            weights.Add(router.Memory >> 20);
        }

        // The middle of several turns: when a collection comes is chance.
        var settled = Figures.Middle(weights[(Turns / 5)..(2 * Turns / 5)]);
        var last = Figures.Middle(weights[^(Turns / 5)..]);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{settings.Soak.TotalMinutes:0.#} minutes: {settled:0} MiB once settled, {last:0} MiB in the end, {weights.Max():0} MiB at most"));
        return last <= settled * Growth ? 0 : 1;
    }
}
