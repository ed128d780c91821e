using System.Collections.Immutable;

namespace Providers.Embeddings;

/// <summary>What to turn into vectors: texts, or lists of tokens that the caller has made itself.</summary>
public sealed record EmbeddingInput
{
    /// <summary>Texts, in order; empty when tokens are given.</summary>
    public ImmutableArray<string> Texts { get; init; } = [];

    /// <summary>Lists of tokens, in order; empty when texts are given.</summary>
    public ImmutableArray<ImmutableArray<int>> Tokens { get; init; } = [];
}
