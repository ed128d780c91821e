using System.Collections.Frozen;

namespace Routing.Catalog;

/// <summary>What a provider's parameter overrides may not touch.</summary>
public static class ProviderParameters
{
    /// <summary>Members of a request that the router itself writes, or reads the answer by.</summary>
    public static readonly FrozenSet<string> Reserved =
        FrozenSet.Create(StringComparer.Ordinal, "model", "messages", "contents", "stream", "stream_options", "routing");
}
