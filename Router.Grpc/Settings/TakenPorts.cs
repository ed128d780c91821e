using System.Net;
using System.Net.Sockets;
using ServiceDefaults.ControlPlane;

namespace Router.Grpc.Settings;

/// <summary>Finds out before the start which ports others hold, so that the start can say so in one line.</summary>
internal static class TakenPorts
{
    public static IEnumerable<string> Faults(IConfiguration configuration)
    {
        foreach (var address in ListenAddresses.From(configuration))
        {
            if (Uri.TryCreate(address, UriKind.Absolute, out var uri) && IPAddress.TryParse(uri.Host, out var ip) && uri.Port > 0 && IsTaken(ip, uri.Port))
            {
                yield return $"{address} is already in use. Stop what uses it, or choose another with --Kestrel:Endpoints:http:Url=http://127.0.0.1:PORT (grpc likewise).";
            }
        }
    }

    private static bool IsTaken(IPAddress address, int port)
    {
        using var listener = new TcpListener(address, port);
        try
        {
            listener.Start();
            return false;
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return true;
        }
    }
}
