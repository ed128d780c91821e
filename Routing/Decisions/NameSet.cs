using System.Collections.Frozen;
using System.Text.Json;
using Routing.Catalog;
using Routing.Replaying.Json;

namespace Routing.Decisions;

/// <summary>An immutable set of names that knows its own fingerprint, so that it can be part of many decisions at no cost.</summary>
public sealed class NameSet
{
    /// <summary>No names.</summary>
    public static readonly NameSet Empty = new([]);

    private const int LongestOnStack = 256;

    private readonly FrozenSet<string> _names;
    private byte[]? _json;

    /// <summary>Takes the names; order and repetition do not matter.</summary>
    public NameSet(IEnumerable<string> names)
    {
        _names = names.ToFrozenSet(StringComparer.Ordinal);
        var ordered = _names.ToArray();
        Array.Sort(ordered, StringComparer.Ordinal);

        var writer = new CanonicalWriter(stackalloc byte[256]);
        foreach (var name in ordered)
        {
            writer.Write(name);
        }

        Fingerprint = writer.Sha256();
        FingerprintBytes = Convert.FromHexString(Fingerprint);
        writer.Dispose();
        Ordered = ordered;
    }

    /// <summary>SHA-256 of the sorted names, in hexadecimal.</summary>
    public string Fingerprint { get; }

    /// <summary>The names, in no order.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The same, as it enters the hash of a decision.</summary>
    internal byte[] FingerprintBytes { get; }

    /// <summary>The names, character by character.</summary>
    internal IReadOnlyList<string> Ordered { get; }

    /// <summary>The same as JSON, as decisions are stored with it.</summary>
    internal ReadOnlySpan<byte> Json => _json ??= JsonSerializer.SerializeToUtf8Bytes(this, RoutingJson.Plain.NameSet);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _names.Count == 0;

    /// <summary>The names of some providers.</summary>
    public static NameSet Of(IEnumerable<ProviderId> providers) => new(providers.Select(static provider => provider.Value));

    /// <summary>Whether the name is in the set; upper and lower case differ.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether the provider is in the set.</summary>
    public bool Contains(ProviderId provider) => _names.Contains(provider.Value);

    /// <summary>Whether the deployment is in the set as <c>provider/model</c>.</summary>
    internal bool Contains(DeploymentId deployment)
    {
        var (provider, model) = (deployment.Provider.Value, deployment.Model);
        var length = provider.Length + 1 + model.Length;
        Span<char> name = length <= LongestOnStack ? stackalloc char[length] : new char[length];
        provider.CopyTo(name);
        name[provider.Length] = '/';
        model.CopyTo(name[(provider.Length + 1)..]);
        return _names.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
    }
}
