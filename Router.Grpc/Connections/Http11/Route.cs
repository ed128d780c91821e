using System.Text;

namespace Router.Grpc.Connections.Http11;

/// <summary>Where requests to one address go, and how their heads begin.</summary>
internal sealed class Route(Uri address, OriginPool origin)
{
    /// <summary>The connections there.</summary>
    public OriginPool Origin => origin;

    /// <summary>What follows the method on the request line.</summary>
    public byte[] Target { get; } = Encoding.ASCII.GetBytes($" {address.PathAndQuery} HTTP/1.1\r\n");

    /// <summary>The header field of that name.</summary>
    public byte[] Host { get; } = Encoding.ASCII.GetBytes($"Host: {NameOf(address)}\r\n");

    private static string NameOf(Uri address)
    {
        var name = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? name : $"{name}:{address.Port}";
    }
}
