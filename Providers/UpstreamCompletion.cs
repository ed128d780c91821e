using Providers.Chat;
using Providers.Embeddings;
using Providers.Streams;
using Routing.Money;

namespace Providers;

/// <summary>An answer that came in one piece. Whoever has used it up disposes it; where nobody does, the collector takes what it holds.</summary>
public sealed class UpstreamCompletion : IDisposable
{
    private readonly WholeBody _body;
    private readonly Func<ReadOnlyMemory<byte>, ChatAnswer>? _read;
    private ChatAnswer? _answer;
    private bool _isDisposed;

    internal UpstreamCompletion(WholeBody body, in ChunkFacts facts, Func<ReadOnlyMemory<byte>, ChatAnswer> read)
    {
        _body = body;
        ContentBytes = facts.ContentBytes;
        FinishReason = facts.FinishReason;
        Usage = facts.Usage;
        _read = read;
    }

    internal UpstreamCompletion(WholeBody body, EmbeddingVectors vectors, TokenUsage? usage)
    {
        _body = body;
        Vectors = vectors;
        Usage = usage;
    }

    /// <summary>The answers to the parts of a request for vectors as one, without a body; the parts are used up.</summary>
    /// <param name="parts">In the order of the inputs.</param>
    /// <exception cref="Failures.UpstreamFailureException">One of them has no vectors after all.</exception>
    public static UpstreamCompletion Join(IReadOnlyList<UpstreamCompletion> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        float[][] vectors = [.. parts.SelectMany(static part => part.Vectors!.All)];
        TokenUsage? usage = parts.All(static part => part.Usage is not null)
            ? new TokenUsage { InputTokens = parts.Sum(static part => part.Usage!.Value.InputTokens) }
            : null;
        foreach (var part in parts)
        {
            part.Dispose();
        }

        return new(default, new EmbeddingVectors(() => vectors), usage);
    }

    /// <summary>The body in the adapter's format.</summary>
    public ReadOnlyMemory<byte> Body => _body.Bytes;

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

    /// <summary>Gives the body's array back: nobody may look at the body any more.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _body.GiveBack();
        }
    }
}
