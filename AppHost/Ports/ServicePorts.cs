using System.Net;
using System.Net.Sockets;
using AppHost.Launch;

namespace AppHost.Ports;

/// <summary>Gives each service its port: the fixed one, or any free one when the run asks for that.</summary>
internal sealed class ServicePorts(bool dynamic)
{
    /// <exception cref="StartupProblem">The fixed port is taken; names the owner.</exception>
    public int For(string service, string endpoint, int port)
    {
        if (dynamic)
        {
            return FreePort.Take();
        }

        if (IsTaken(port))
        {
            var owner = PortOwner.Of(port);
            throw new StartupProblem(
                $"Port {port} ({service}, {endpoint}) is taken by {owner?.ToString() ?? "a process that cannot be seen from here"}. " +
                $"Stop it{(owner is null ? "" : $" (kill {owner.Pid})")}, or let the services take free ports: --ports dynamic.");
        }

        return port;
    }

    private static bool IsTaken(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
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
