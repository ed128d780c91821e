namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>What an address such as <c>https+http://_grpc.catalog-api</c> says: schemes by preference, endpoint, service.</summary>
internal sealed record ServiceName(string[] Schemes, string? Endpoint, string Service)
{
    public static ServiceName Parse(Uri address)
    {
        var schemes = address.Scheme.Split('+');
        var host = address.Host;
        var dot = host.IndexOf('.', StringComparison.Ordinal);
        return host.StartsWith('_') && dot > 1
            ? new ServiceName(schemes, host[1..dot], host[(dot + 1)..])
            : new ServiceName(schemes, Endpoint: null, host);
    }
}
