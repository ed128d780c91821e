using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where a resource listens. Stand-in: there is no proxy, so the port asked for is the port listened on.</summary>
public sealed class EndpointAnnotation(
    ProtocolType protocol,
    string? uriScheme = null,
    string? transport = null,
    string? name = null,
    int? port = null,
    int? targetPort = null,
    bool? isExternal = null,
    bool isProxied = true) : IResourceAnnotation
{
    private string? _transport = transport;

    public string Name { get; set; } = name ?? uriScheme ?? "tcp";

    public ProtocolType Protocol { get; set; } = protocol;

    public int? Port { get; set; } = port;

    public int? TargetPort { get; set; } = targetPort ?? (isProxied ? null : port);

    public string UriScheme { get; set; } = uriScheme ?? "tcp";

    public string TargetHost { get; set; } = "127.0.0.1";

    public bool IsExternal { get; set; } = isExternal ?? false;

    public bool IsProxied { get; set; } = isProxied;

    public AllocatedEndpoint? AllocatedEndpoint { get; set; }

    public string Transport
    {
        get => _transport ?? (UriScheme is "http" or "https" ? "http" : "tcp");
        set => _transport = value;
    }
}

/// <summary>The address an endpoint got when the application started.</summary>
public sealed class AllocatedEndpoint(EndpointAnnotation endpoint, string address, int port)
{
    public EndpointAnnotation Endpoint => endpoint;

    public string Address => address;

    public int Port => port;

    public string UriScheme => endpoint.UriScheme;

    public string UriString => $"{UriScheme}://{Address}:{Port}";

    public override string ToString() => UriString;
}

/// <summary>What can be asked of an endpoint inside an expression.</summary>
public enum EndpointProperty
{
    Url,
    Host,
    IPV4Host,
    Port,
    Scheme,
    TargetPort,
    HostAndPort,
}

/// <summary>A named endpoint of a resource, known before its port is.</summary>
public sealed class EndpointReference(IResourceWithEndpoints owner, string endpointName) : IValueProvider, IManifestExpressionProvider
{
    public IResourceWithEndpoints Resource => owner;

    public string EndpointName => endpointName;

    public bool Exists => Find() is not null;

    public bool IsAllocated => Find()?.AllocatedEndpoint is not null;

    public string Url => Allocated.UriString;

    public string Host => Allocated.Address;

    public int Port => Allocated.Port;

    public string Scheme => Annotation.UriScheme;

    public string ValueExpression => $"{{{owner.Name}.bindings.{endpointName}.url}}";

    private EndpointAnnotation Annotation => Find()
        ?? throw new InvalidOperationException($"Resource '{owner.Name}' has no endpoint named '{endpointName}'.");

    private AllocatedEndpoint Allocated => Annotation.AllocatedEndpoint
        ?? throw new InvalidOperationException($"Endpoint '{endpointName}' of '{owner.Name}' has no address yet: the application has not started.");

    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(Url);

    private EndpointAnnotation? Find() =>
        owner.Annotations.OfType<EndpointAnnotation>().LastOrDefault(e => string.Equals(e.Name, endpointName, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One property of an endpoint, known before its port is.</summary>
public sealed class EndpointReferenceExpression(EndpointReference endpoint, EndpointProperty property) : IValueProvider, IManifestExpressionProvider
{
    public EndpointReference Endpoint => endpoint;

    public EndpointProperty Property => property;

    public string ValueExpression => $"{{{endpoint.Resource.Name}.bindings.{endpoint.EndpointName}.{property.ToString().ToLowerInvariant()}}}";

    public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => new(property switch
    {
        EndpointProperty.Url => endpoint.Url,
        EndpointProperty.Host or EndpointProperty.IPV4Host => endpoint.Host,
        EndpointProperty.Port or EndpointProperty.TargetPort => endpoint.Port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        EndpointProperty.Scheme => endpoint.Scheme,
        EndpointProperty.HostAndPort => $"{endpoint.Host}:{endpoint.Port}",
        _ => throw new NotSupportedException($"The stand-in knows no endpoint property {property}."),
    });
}
