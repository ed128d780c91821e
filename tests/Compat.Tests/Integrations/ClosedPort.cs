using System.Net;
using System.Net.Sockets;

namespace Compat.Tests.Integrations;

/// <summary>A port of the loopback that refuses connections for as long as the tests run.</summary>
internal static class ClosedPort
{
    // Bound, so that nobody else gets it meanwhile, and never listening.
    private static readonly Socket Kept = Bound();

    public static int Number => ((IPEndPoint)Kept.LocalEndPoint!).Port;

    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return socket;
    }
}
