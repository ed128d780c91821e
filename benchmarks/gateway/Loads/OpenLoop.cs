using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Benchmarks.Gateways;

namespace Gateway.Benchmarks.Loads;

/// <summary>Two hundred requests a second, sent whether or not those before them were answered.</summary>
internal static class OpenLoop
{
    private const int PerSecond = 200;

    /// <returns>How long each took, in microseconds.</returns>
    public static async Task<IReadOnlyCollection<double>> RunAsync(HttpClient client, RunningGateway gateway, byte[] prompt, TimeSpan length)
    {
        var times = new ConcurrentBag<double>();
        var sent = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        while (Stopwatch.GetTimestamp() < end)
        {
            await timer.WaitForNextTickAsync();
            sent.Add(OneAsync());
        }

        await Task.WhenAll(sent);
        return times;

        async Task OneAsync()
        {
            var began = Stopwatch.GetTimestamp();
            await client.AskAsync(gateway, prompt);
            times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
        }
    }
}
