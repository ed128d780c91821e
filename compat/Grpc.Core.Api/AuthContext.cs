using System.Text;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.AuthContext</c>: what TLS says of the peer.</summary>
public class AuthContext(string? peerIdentityPropertyName, Dictionary<string, List<AuthProperty>> properties)
{
    /// <summary>Stands in for <c>IsPeerAuthenticated</c>.</summary>
    public bool IsPeerAuthenticated => PeerIdentityPropertyName is not null;

    /// <summary>Stands in for <c>PeerIdentityPropertyName</c>.</summary>
    public string? PeerIdentityPropertyName { get; } = peerIdentityPropertyName;

    /// <summary>Stands in for <c>PeerIdentity</c>.</summary>
    public IEnumerable<AuthProperty> PeerIdentity => PeerIdentityPropertyName is null ? [] : FindPropertiesByName(PeerIdentityPropertyName);

    /// <summary>Stands in for <c>Properties</c>.</summary>
    public IEnumerable<AuthProperty> Properties => properties.Values.SelectMany(named => named);

    /// <summary>Stands in for <c>FindPropertiesByName</c>.</summary>
    public IEnumerable<AuthProperty> FindPropertiesByName(string propertyName) => properties.TryGetValue(propertyName, out var named) ? named : [];
}

/// <summary>Stands in for <c>Grpc.Core.AuthProperty</c>.</summary>
public class AuthProperty
{
    private readonly byte[] _value;

    private AuthProperty(string name, byte[] value)
    {
        Name = name;
        _value = value;
    }

    /// <summary>Stands in for <c>Name</c>.</summary>
    public string Name { get; }

    /// <summary>Stands in for <c>Value</c>, UTF-8.</summary>
    public string Value => Encoding.UTF8.GetString(_value);

    /// <summary>Stands in for <c>ValueBytes</c>, a copy.</summary>
    public byte[] ValueBytes => [.. _value];

    /// <summary>Stands in for <c>Create</c>.</summary>
    public static AuthProperty Create(string name, byte[] valueBytes) => new(name, [.. valueBytes]);
}
