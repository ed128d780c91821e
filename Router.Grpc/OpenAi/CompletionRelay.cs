using System.Buffers;
using Providers;
using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Accounting;
using Router.Grpc.Explaining;
using Router.Grpc.Forwarding;

namespace Router.Grpc.OpenAi;

/// <summary>Hands over an answer in one piece. An answer that is in OpenAI's format already keeps its bytes.</summary>
internal sealed class CompletionRelay(HttpResponse response, byte[]? explanation, TimeProvider time) : IAnswerRelay
{
    private Attempt? _attempt;

    public bool Committed { get; private set; }

    public void Begin(Attempt attempt) => _attempt = attempt;

    public async ValueTask RelayAsync(UpstreamCompletion completion, CancellationToken cancellationToken)
    {
        var attempt = _attempt!;
        var body = attempt.Format == WireFormat.OpenAiChat
            ? completion.Body
            : Translate(completion.Answer, attempt);
        body = explanation is null ? body : RoutingField.AddedTo(body.Span, explanation);
        Committed = true;
        RoutingHeaders.WriteServed(response.Headers, attempt);
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        await response.BodyWriter.WriteAsync(body, cancellationToken);
    }

    public ValueTask RelayAsync(UpstreamChunk chunk, CancellationToken cancellationToken) => throw new InvalidOperationException("The request is not streamed.");

    public ValueTask FlushAsync() => ValueTask.CompletedTask;

    public ValueTask EndAsync(CancellationToken cancellationToken) => ValueTask.CompletedTask;

    private ReadOnlyMemory<byte> Translate(ChatAnswer answer, Attempt attempt)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        OpenAiChatWriter.WriteCompletion(
            json, AnswerHeads.Of(attempt, time.GetUtcNow()), answer with { Usage = AttemptUsage.Of(attempt) });
        return json.WrittenMemory;
    }
}
