using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Router.FunctionalTests.Faults;

/// <summary>A caller who writes HTTP by hand, as no client would.</summary>
internal static class RawCaller
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Sends these bytes and reads the answer until the other side closes, or up to the end of an error.</summary>
    /// <returns>The status and the JSON that follows the headers; null when there was no answer.</returns>
    public static async Task<(int Status, JsonElement? Body)> SendAsync(Uri address, string head, string body, bool hangUp = false)
    {
        using var caller = new TcpClient();
        await caller.ConnectAsync(address.Host, address.Port);
        var stream = caller.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes($"{head}\r\nHost: router\r\nConnection: close\r\n\r\n{body}"));
        if (hangUp)
        {
            caller.Client.Shutdown(SocketShutdown.Send);
        }

        using var reader = new StreamReader(stream, Encoding.UTF8);
        try
        {
            var answer = await reader.ReadToEndAsync().WaitAsync(Patience, TimeProvider.System);
            var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            return end < 0 ? (0, null) : (int.Parse(answer.AsSpan(9, 3), null), JsonElement.Parse(answer[(end + 4)..]));
        }
        catch (IOException)
        {
            return (0, null);
        }
    }
}
