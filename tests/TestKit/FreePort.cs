using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>Ports for servers that cannot pick one themselves. Servers that can should bind port 0.</summary>
public static class FreePort
{
    // Below the ports that systems give to connections and to servers that bind port 0, so that nobody gets one of these by chance.
    private const int First = 10_000;
    private const int Count = 5_000;
    private static readonly Lock Turn = new();
    private static readonly List<Socket> Claims = [];
    private static int _taken = Environment.ProcessId * 61 % Count;

    /// <summary>A loopback TCP port that nobody listens on and that no other test is given as long as this process runs.</summary>
    public static int Next()
    {
        lock (Turn)
        {
            for (var tries = 0; tries < Count; tries++)
            {
                var port = First + (++_taken % Count);
                if (TryClaim(port) && IsFree(port))
                {
                    return port;
                }
            }
        }

        throw new InvalidOperationException($"None of the ports {First} to {First + Count - 1} is free.");
    }

    // The UDP port of the same number tells other test processes that the TCP port is taken before anybody listens on it.
    private static bool TryClaim(int port)
    {
        var claim = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        if (!TryBind(claim, port))
        {
            claim.Dispose();
            return false;
        }

        Claims.Add(claim);
        return true;
    }

    private static bool IsFree(int port)
    {
        using var trial = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        return TryBind(trial, port);
    }

    private static bool TryBind(Socket socket, int port)
    {
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
