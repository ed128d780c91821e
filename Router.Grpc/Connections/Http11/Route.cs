using System.Text;
using Providers;

namespace Router.Grpc.Connections.Http11;

/// <summary>Where requests to one address go, and how their heads begin.</summary>
internal sealed class Route
{
    public Route(Uri address, OriginPool origin)
    {
        Origin = origin;
        Target = Encoding.ASCII.GetBytes($" {address.PathAndQuery} HTTP/1.1\r\n");
        Host = Encoding.ASCII.GetBytes($"Host: {NameOf(address)}\r\n");
    }

    /// <summary>The same for requests that have more of their heads in common.</summary>
    public Route(SharedHead head, Route route)
    {
        (Origin, Target, Host) = (route.Origin, route.Target, route.Host);
        Beginning = RequestHead.Beginning(head.Example, route);
    }

    /// <summary>The connections there.</summary>
    public OriginPool Origin { get; }

    /// <summary>What follows the method on the request line.</summary>
    public byte[] Target { get; }

    /// <summary>The header field of that name.</summary>
    public byte[] Host { get; }

    /// <summary>All of a head but the length of the body; null where each request has fields of its own.</summary>
    public byte[]? Beginning { get; }

    private static string NameOf(Uri address)
    {
        var name = address.HostNameType == UriHostNameType.IPv6 ? $"[{address.IdnHost}]" : address.IdnHost;
        return address.IsDefaultPort ? name : $"{name}:{address.Port}";
    }
}
