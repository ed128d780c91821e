using System.Collections.Frozen;
using Routing.Catalog;

namespace ServiceDefaults.Upstreams;

/// <summary>The keys that the catalog keeps, as far as they have come. In memory only.</summary>
public sealed class StoredKeys
{
    private volatile FrozenDictionary<string, string> _keys = FrozenDictionary<string, string>.Empty;

    /// <summary>A provider's key; null when none has come.</summary>
    public string? For(ProviderId provider) => _keys.GetValueOrDefault(provider.Value);

    /// <summary>Takes all keys in place of those held so far.</summary>
    /// <param name="keys">By provider.</param>
    public void Replace(IReadOnlyDictionary<string, string> keys) => _keys = keys.ToFrozenDictionary(StringComparer.Ordinal);
}
