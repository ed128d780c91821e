using System.Collections.Frozen;
using Routing.Catalog;

namespace Routing.Decisions;

/// <summary>An immutable set of names that knows its own fingerprint, so that it can be part of many decisions at no cost.</summary>
public sealed class NameSet
{
    /// <summary>No names.</summary>
    public static readonly NameSet Empty = new([]);

    private readonly FrozenSet<string> _names;

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

    /// <summary>The names of some providers.</summary>
    public static NameSet Of(IEnumerable<ProviderId> providers) => new(providers.Select(static provider => provider.Value));

    /// <summary>Whether the name is in the set; upper and lower case differ.</summary>
    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Whether the provider is in the set.</summary>
    public bool Contains(ProviderId provider) => _names.Contains(provider.Value);
}
