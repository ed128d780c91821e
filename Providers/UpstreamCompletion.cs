using Providers.Chat;
using Providers.Embeddings;
using Routing.Money;

namespace Providers;

/// <summary>An answer that came in one piece.</summary>
public sealed class UpstreamCompletion
{
    private readonly Func<ReadOnlyMemory<byte>, ChatAnswer>? _read;
    private ChatAnswer? _answer;

    internal UpstreamCompletion(ReadOnlyMemory<byte> body, in ChunkFacts facts, Func<ReadOnlyMemory<byte>, ChatAnswer> read)
    {
        Body = body;
        ContentBytes = facts.ContentBytes;
        FinishReason = facts.FinishReason;
        Usage = facts.Usage;
        _read = read;
    }

    internal UpstreamCompletion(ReadOnlyMemory<byte> body, EmbeddingVectors vectors, TokenUsage? usage)
    {
        Body = body;
        Vectors = vectors;
        Usage = usage;
    }

    /// <summary>The body in the adapter's format.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Why the answer ended; null where the provider does not say.</summary>
    public FinishReason? FinishReason { get; }

    /// <summary>UTF-8 length of the text, refusal, reasoning and tool arguments, to estimate by where usage is not reported.</summary>
    public int ContentBytes { get; }

    /// <summary>Tokens as the provider counted them; null when it reported none.</summary>
    public TokenUsage? Usage { get; }

    /// <summary>The vectors asked for; null for a chat.</summary>
    public EmbeddingVectors? Vectors { get; }

    /// <summary>The answer of a chat in the canonical form, read at first use.</summary>
    /// <exception cref="Failures.UpstreamFailureException">A text in it is none.</exception>
    public ChatAnswer Answer => _answer ??= _read is null ? throw new InvalidOperationException("The answer is no chat.") : _read(Body);
}
