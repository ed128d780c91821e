using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Gateway.Benchmarks.Gateways;

namespace Gateway.Benchmarks.Memory;

/// <summary>Holds many streams open at a time, each with its first chunk come, and weighs the router.</summary>
internal static class OpenStreams
{
    private const long Limit = 1L << 30;
    private const int OpeningAtATime = 64;
    private const int FilesBesides = 500;

    /// <returns>1 when that many take more than a gigabyte. Where a process may not open as many files, it is worked out from fewer.</returns>
    public static async Task<int> RunAsync(Settings settings)
    {
        var streams = Math.Min(settings.Streams, (OpenFilesAllowed() - FilesBesides) / 2);
        await using var all = AllGateways.RouterAlone(settings);
        var router = all.Gateways[0];
        var before = router.Memory;
        var open = new List<Socket>(streams);
        try
        {
            var began = Stopwatch.GetTimestamp();
            while (open.Count < streams)
            {
                var next = Math.Min(OpeningAtATime, streams - open.Count);
                open.AddRange(await Task.WhenAll(Enumerable.Range(0, next).Select(_ => OpenAsync(router))));
            }

            var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
            var most = router.PeakMemory;
            var whole = before + ((most - before) / open.Count * settings.Streams);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{open.Count} streams open after {seconds:0} s: {most >> 20} MiB at most, {router.Memory >> 20} MiB now, {before >> 20} MiB before; {(most - before) / open.Count / 1024} KiB a stream, {whole >> 20} MiB for {settings.Streams}"));
            return whole < Limit ? 0 : 1;
        }
        finally
        {
            open.ForEach(static socket => socket.Dispose());
        }
    }

    // Each stream is two connections of the router: one from its caller, one to its provider.
    private static int OpenFilesAllowed()
    {
        const string Limits = "/proc/self/limits";
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(static line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var words = line?.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words is [_, _, _, _, var most, ..] && int.TryParse(most, CultureInfo.InvariantCulture, out var allowed) ? allowed : int.MaxValue;
    }

    private static async Task<Socket> OpenAsync(RunningGateway router)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, router.Address.Port);
        var body = Prompts.StreamedEndlessly;
        var head = $"POST {router.Address.AbsolutePath} HTTP/1.1\r\nHost: {router.Address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n";
        await socket.SendAsync((byte[])[.. Encoding.ASCII.GetBytes(head), .. body]);
        var answer = new byte[4_096];
        for (var length = 0; answer.AsSpan(0, length).IndexOf("word"u8) < 0;)
        {
            var read = await socket.ReceiveAsync(answer.AsMemory(length));
            length += read > 0 ? read : throw new IOException("The router closed a stream: " + Encoding.UTF8.GetString(answer, 0, length));
        }

        return socket;
    }
}
