using System.Buffers;
using Providers;
using Providers.Anthropic;
using Providers.Chat;
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

    public ReadOnlyMemory<byte> Compose(Attempt attempt, UpstreamCompletion completion)
    {
        if (attempt.Format == WireFormat.AnthropicMessages)
        {
            return completion.Body;
        }

        var json = new ArrayBufferWriter<byte>(1024);
        AnthropicAnswerWriter.Write(json, Head(attempt), completion.Answer, AttemptUsage.Of(attempt));
        return json.WrittenMemory;
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new MessageEventFraming(explanation);
}
