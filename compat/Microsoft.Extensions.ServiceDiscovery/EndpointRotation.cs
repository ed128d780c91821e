namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>The endpoints of one service name, taken in turn; without any, the name is called as it stands.</summary>
internal sealed class EndpointRotation(string scheme, Uri[] endpoints)
{
    private uint _next;

    public Uri Resolve(Uri address)
    {
        if (endpoints.Length == 0)
        {
            return address.Scheme == scheme ? address : new UriBuilder(address) { Scheme = scheme }.Uri;
        }

        var endpoint = endpoints[(Interlocked.Increment(ref _next) - 1) % (uint)endpoints.Length];
        var prefix = endpoint.AbsolutePath.TrimEnd('/');
        return new UriBuilder(address)
        {
            Scheme = endpoint.Scheme,
            Host = endpoint.Host,
            Port = endpoint.Port,
            Path = prefix.Length == 0 ? address.AbsolutePath : prefix + address.AbsolutePath,
        }.Uri;
    }
}
