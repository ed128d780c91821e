using System.Net;
using System.Net.Sockets;

namespace Router.FunctionalTests.Sockets;

/// <summary>The two ends of a connection.</summary>
internal sealed record PlainPair(Socket Near, Socket Far) : IDisposable
{
    public static async Task<PlainPair> OpenAsync()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var near = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await near.ConnectAsync(listener.LocalEndpoint);
        return new(near, await listener.AcceptSocketAsync());
    }

    public void Dispose()
    {
        Near.Dispose();
        Far.Dispose();
    }
}
