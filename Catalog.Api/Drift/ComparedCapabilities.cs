using System.Collections.Immutable;

namespace Catalog.Api.Drift;

/// <summary>The capabilities of which providers' lists speak in so many words; the SQL function <c>comparable</c> has the same.</summary>
internal static class ComparedCapabilities
{
    public static readonly ImmutableArray<string> Names = ["chat", "tools", "vision", "audio", "reasoning", "embeddings"];
}
