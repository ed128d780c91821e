using System.Diagnostics;
using Gateway.Benchmarks.Gateways;

namespace Gateway.Benchmarks.Loads;

/// <summary>As many requests as so many connections can do, one behind the other on each.</summary>
internal static class ClosedLoop
{
    public const int Connections = 32;

    /// <returns>How many were answered.</returns>
    public static async Task<int> RunAsync(HttpClient client, RunningGateway gateway, byte[] prompt, TimeSpan length)
    {
        var end = Stopwatch.GetTimestamp() + (long)(length.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            var count = 0;
            for (; Stopwatch.GetTimestamp() < end; count++)
            {
                await client.AskAsync(gateway, prompt);
            }

            return count;
        })));
        return counts.Sum();
    }
}
