using System.Collections.Immutable;
using Providers.OpenAi;
using Providers.OpenAi.Responses;
using Providers.Streams;
using Routing.Features;

namespace Providers.Chat;

/// <summary>One chat as a caller asked for it, whatever the wire format. Read once, used for every attempt.</summary>
public sealed class ChatRequest
{
    private readonly Func<ReadOnlyMemory<byte>, Conversation>? _read;
    private Conversation? _conversation;

    internal ChatRequest(WireFormat format, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, Conversation> read)
    {
        Format = OriginalFormat = format;
        Body = body;
        _read = read;
    }

    private ChatRequest(Conversation? conversation) => _conversation = conversation;

    /// <summary>The caller's format.</summary>
    public WireFormat Format { get; }

    /// <summary>The caller's own bytes, which must stay as they are until the last attempt; empty for <see cref="WireFormat.Canonical"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>The selector as written; null when none was given.</summary>
    public string? Model { get; init; }

    /// <summary>Whether the answer is to come in pieces.</summary>
    public bool Stream { get; init; }

    /// <summary>The caller's own body, where <see cref="Body"/> is a translation of it; empty otherwise.</summary>
    public ReadOnlyMemory<byte> Original { get; internal set; }

    /// <summary>What holds <see cref="Body"/> where that is a translation.</summary>
    internal WholeBody Translation { get; set; }

    /// <summary>The format of <see cref="Original"/>, which some upstreams speak as well; that of <see cref="Body"/> where there is no other.</summary>
    public WireFormat OriginalFormat { get; internal set; }

    /// <summary>Fields of the caller's own body that its translation could not say; an upstream of the same format is told all the same.</summary>
    public ImmutableArray<string> Lost { get; internal set; } = [];

    /// <summary>What the caller wants repeated before each answer; null for nothing.</summary>
    public ChatText? Echo { get; internal set; }

    /// <summary>The response that it goes on from, which one provider alone keeps; null for none.</summary>
    public StoredResponse? Continues { get; internal set; }

    /// <summary>The id by which the caller calls that response; null for none.</summary>
    public string? ContinuesAs { get; internal set; }

    /// <summary>
    /// What the caller's own body asks for that no other format could pass on, so that only an upstream of the same one may serve it;
    /// empty for nearly all.
    /// </summary>
    public ImmutableArray<string> OnlyOriginal { get; internal set; } = [];

    /// <summary>Further chats that the caller asked for in the same body, to be answered with this one; empty for nearly all.</summary>
    public ImmutableArray<ChatRequest> Others { get; internal set; } = [];

    /// <summary>Number of its first answer among those to all chats in the same body.</summary>
    public int FirstChoice { get; internal set; }

    /// <summary>Whether it is the last, or only, chat of its body.</summary>
    public bool IsLast { get; internal set; } = true;

    /// <summary>Whether its body has further chats.</summary>
    public bool IsOneOfSeveral => FirstChoice > 0 || !IsLast;

    /// <summary>Whether the caller wants token counts in the stream.</summary>
    public bool IncludeUsage { get; init; }

    /// <summary>What routing must know of the request.</summary>
    public required ChatFacts Facts { get; init; }

    /// <summary>What the caller says about the work beyond the conversation.</summary>
    public RoutingHints Hints { get; init; } = RoutingHints.None;

    /// <summary>Labels of the caller's own that came with the body; at most <see cref="TagRules.Most"/>.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>The person behind the caller, as the body names one; null when it does not.</summary>
    public string? EndUser { get; init; }

    /// <summary>Headers of the caller that an upstream of the same format must see, such as a wish for features in trial.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The request free of its format, read at first use.</summary>
    public Conversation Conversation => _conversation ??= _read!(Body);

    /// <summary>Reads what the users asked last, in memory that is lent for as long.</summary>
    /// <param name="read">Takes the question, which is empty where nobody asked.</param>
    public T ReadQuestion<T>(Func<ReadOnlySpan<char>, T> read)
    {
        ArgumentNullException.ThrowIfNull(read);
        return _conversation is null && OpenAiMap is { } map
            ? LatestQuestion.Read(Body.Span, map.UserContents, read)
            : LatestQuestion.Read(Conversation, read);
    }

    /// <summary>Gives back what its translation was written into: nobody may look at <see cref="Body"/> any more.</summary>
    public void GiveBack() => Translation.GiveBack();

    internal OpenAiBodyMap? OpenAiMap { get; init; }

    /// <summary>Wraps a conversation that came without a JSON body.</summary>
    /// <param name="conversation">What to continue.</param>
    /// <param name="model">The selector; null when none was given.</param>
    /// <param name="stream">Whether the answer is to come in pieces.</param>
    /// <param name="hints">What the caller says beyond the conversation; null when nothing.</param>
    public static ChatRequest From(Conversation conversation, string? model, bool stream, RoutingHints? hints = null) => new(conversation)
    {
        Model = model,
        Stream = stream,
        IncludeUsage = true,
        Facts = ConversationFacts.Of(conversation),
        Hints = hints ?? RoutingHints.None,
    };

    /// <summary>What routing and accounting must know of a request that is no chat; it has no conversation.</summary>
    /// <param name="model">The selector; null when none was given.</param>
    /// <param name="facts">Its sizes.</param>
    /// <param name="hints">What the caller says about the work.</param>
    public static ChatRequest WithoutConversation(string? model, ChatFacts facts, RoutingHints hints) => new((Conversation?)null)
    {
        Model = model,
        Facts = facts,
        Hints = hints,
    };
}
