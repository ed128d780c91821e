using System.Collections.Immutable;
using Providers.Chat;
using Routing.Features;

namespace Providers.Embeddings;

/// <summary>Texts or tokens to be turned into vectors, as a caller asked for it. Read once, used for every attempt.</summary>
public sealed class EmbeddingRequest
{
    private readonly Func<ReadOnlyMemory<byte>, EmbeddingInput>? _read;
    private EmbeddingInput? _input;

    internal EmbeddingRequest(ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, EmbeddingInput> read)
    {
        Body = body;
        _read = read;
    }

    private EmbeddingRequest(EmbeddingInput input) => _input = input;

    /// <summary>The caller's own bytes, which must stay as they are until the last attempt; empty for callers without a JSON body.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The selector as written; null when none was given.</summary>
    public string? Model { get; init; }

    /// <summary>Length wanted of each vector; null leaves the model's own.</summary>
    public int? Dimensions { get; init; }

    /// <summary>Whether vectors are wanted as base64 of little-endian 32-bit floats rather than as arrays of numbers.</summary>
    public bool Base64 { get; init; }

    /// <summary>Number of inputs, and so of vectors.</summary>
    public required int Count { get; init; }

    /// <summary>Whether the inputs are tokens, which only the caller's own format can say.</summary>
    public bool HasTokens { get; init; }

    /// <summary>All inputs together, which cost.</summary>
    public required ChatFacts Facts { get; init; }

    /// <summary>The longest input, which alone must fit the model: inputs do not share its window.</summary>
    public required ChatFacts Longest { get; init; }

    /// <summary>What the caller says about the work.</summary>
    public RoutingHints Hints { get; init; } = RoutingHints.None;

    /// <summary>Request fields of the caller's format that have no place here.</summary>
    public ImmutableArray<string> UnknownFields { get; init; } = [];

    /// <summary>What to turn into vectors, read at first use.</summary>
    public EmbeddingInput Input => _input ??= _read!(Body);

    /// <summary>The request as several, for a provider that takes only so many texts at a time; itself where it takes them all.</summary>
    /// <param name="most">Most texts in one of them, at least 1.</param>
    public ImmutableArray<EmbeddingRequest> InParts(int most) =>
        Count <= most ? [this] : [.. Input.Texts.Chunk(most).Select(texts => From([.. texts], Model, Dimensions))];

    /// <summary>Wraps texts that came without a JSON body.</summary>
    /// <param name="texts">At least one.</param>
    /// <param name="model">The selector; null when none was given.</param>
    /// <param name="dimensions">Length wanted of each vector; null leaves the model's own.</param>
    /// <param name="hints">What the caller says about the work; null when nothing.</param>
    public static EmbeddingRequest From(ImmutableArray<string> texts, string? model, int? dimensions, RoutingHints? hints = null)
    {
        var sizes = new EmbeddingSizes();
        foreach (var text in texts)
        {
            sizes.Add(text);
        }

        return new(new EmbeddingInput { Texts = texts })
        {
            Model = model,
            Dimensions = dimensions,
            Count = texts.Length,
            Facts = sizes.All,
            Longest = sizes.Longest,
            Hints = hints ?? RoutingHints.None,
        };
    }
}
