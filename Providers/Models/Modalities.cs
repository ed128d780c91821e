using System.Collections.Immutable;
using Routing.Catalog;

namespace Providers.Models;

/// <summary>What goes in and comes out of a model, for providers that say it as abilities.</summary>
internal static class Modalities
{
    public static ImmutableArray<string> InputOf(Capabilities? said) => said switch
    {
        null or Capabilities.None => [],
        { } known => [
            "text",
            .. known.HasFlag(Capabilities.Vision) ? ["image"] : ReadOnlySpan<string>.Empty,
            .. known.HasFlag(Capabilities.Audio) ? ["audio"] : ReadOnlySpan<string>.Empty],
    };

    public static ImmutableArray<string> OutputOf(Capabilities? said) => said switch
    {
        { } known when known.HasFlag(Capabilities.Embeddings) => ["embeddings"],
        { } known when known.HasFlag(Capabilities.Chat) => ["text"],
        _ => [],
    };
}
