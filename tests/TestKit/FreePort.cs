using System.Net;
using System.Net.Sockets;

namespace TestKit;

/// <summary>Ports for servers that cannot pick one themselves. Servers that can should bind port 0.</summary>
public static class FreePort
{
    /// <summary>A loopback TCP port nobody listened on a moment ago.</summary>
    public static int Next()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
