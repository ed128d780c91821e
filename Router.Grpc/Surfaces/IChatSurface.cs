using Providers;
using Providers.Chat;
using Providers.Streams;
using Router.Grpc.Forwarding;

namespace Router.Grpc.Surfaces;

/// <summary>
/// What sets one HTTP surface apart from the others: how it reads a chat and how it writes answers and errors. The way between
/// the two is <see cref="ChatEndpoint"/>'s, the same for all. Holds no state of a request.
/// </summary>
internal interface IChatSurface
{
    /// <summary>How errors look.</summary>
    IErrorForm Errors { get; }

    /// <summary>Whether the request's headers promise a body that can be read.</summary>
    bool Accepts(HttpRequest request) => RequestBody.IsJson(request);

    /// <summary>Answers a body that asks for no chat at all; null for every other.</summary>
    Task? AnswerItself(HttpContext context, ReadOnlyMemory<byte> body) => null;

    /// <summary>Validates a body and finds what routing must know. Never throws on the caller's fault.</summary>
    ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body);

    /// <summary>An answer in one piece, the receiver's to give back. One that is in the surface's own format already keeps its bytes.</summary>
    WholeBody Compose(Attempt attempt, UpstreamCompletion completion);

    /// <summary>One answer made of those to several chats in one body, each composed already; only surfaces that read such bodies are asked.</summary>
    ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> answers) => throw new NotSupportedException("The surface takes one chat at a time.");

    /// <summary>The frames of one streamed answer.</summary>
    /// <param name="call">The request.</param>
    /// <param name="explanation">JSON for the first event to carry; null when nobody asked.</param>
    IStreamFraming Frame(ChatCall call, byte[]? explanation);
}
