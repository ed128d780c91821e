using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Benchmarks.Gateways;

namespace Gateway.Benchmarks.Loads;

/// <summary>Streams of <see cref="Upstream.Chunks"/> chunks, one behind the other on each connection.</summary>
internal static class Streams
{
    /// <returns>For each stream how long its first bytes took, in microseconds.</returns>
    public static async Task<IReadOnlyCollection<double>> RunAsync(HttpClient client, RunningGateway gateway, byte[] prompt, TimeSpan length)
    {
        var firsts = new ConcurrentBag<double>();
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, ClosedLoop.Connections).Select(_ => Task.Run(async () =>
        {
            while (Stopwatch.GetTimestamp() < end)
            {
                firsts.Add(await OneAsync(client, gateway, prompt));
            }
        })));
        return firsts;
    }

    private static async Task<double> OneAsync(HttpClient client, RunningGateway gateway, byte[] prompt)
    {
        var began = Stopwatch.GetTimestamp();
        using var request = Asking.Request(gateway, prompt);
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        response.EnsureSuccessStatusCode();
        using var body = await response.Content.ReadAsStreamAsync();
        var buffer = new byte[4_096];
        var read = await body.ReadAsync(buffer);
        var first = Stopwatch.GetElapsedTime(began).TotalMicroseconds;
        while (read > 0)
        {
            read = await body.ReadAsync(buffer);
        }

        return first;
    }
}
