using Providers;
using Providers.Chat;
using Providers.OpenAi;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary><c>POST /v1/chat/completions</c>, plain and streamed.</summary>
internal sealed class ChatCompletionsSurface(TimeProvider time) : IChatSurface
{
    public IErrorForm Errors => OpenAiErrorForm.Instance;

    public ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body) => OpenAiChatReader.Read(body);

    public WholeBody Compose(Attempt attempt, UpstreamCompletion completion)
    {
        if (attempt.Format == WireFormat.OpenAiChat)
        {
            return new(completion.Body);
        }

        var json = new BodyBuffer();
        OpenAiChatWriter.WriteCompletion(
            json, AnswerHeads.Of(attempt, time.GetUtcNow()), completion.Answer with { Usage = AttemptUsage.Of(attempt) });
        return json.ToBody();
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new ChatChunkFraming(call, explanation, time);
}
