using Providers;
using Providers.Anthropic;
using Providers.Chat;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Anthropic;

/// <summary><c>POST /v1/messages</c>, plain and streamed.</summary>
internal sealed class MessagesSurface : IChatSurface
{
    public IErrorForm Errors => AnthropicErrorForm.Instance;

    public static AnthropicAnswerHead Head(Attempt attempt) => new("msg_" + attempt.EventId, attempt.Candidate.Deployment.Id.Model);

    public ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body) =>
        AnthropicChatReader.Read(body, AnthropicHeaders.ToForward(request.Headers));

    public WholeBody Compose(Attempt attempt, UpstreamCompletion completion)
    {
        if (attempt.Format == WireFormat.AnthropicMessages)
        {
            return new(completion.Body);
        }

        var json = new BodyBuffer();
        AnthropicAnswerWriter.Write(json, Head(attempt), completion.Answer, AttemptUsage.Of(attempt));
        return json.ToBody();
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new MessageEventFraming(explanation);
}
