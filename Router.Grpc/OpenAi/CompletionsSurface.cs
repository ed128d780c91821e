using System.Buffers;
using Providers;
using Providers.Chat;
using Providers.OpenAi.Completions;
using Providers.Streams;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>The older <c>POST /v1/completions</c>, plain and streamed: a prompt is asked as a chat, and the answer told as text.</summary>
internal sealed class CompletionsSurface(ChatCompletionsSurface chats, TimeProvider time) : IChatSurface
{
    public IErrorForm Errors => OpenAiErrorForm.Instance;

    public ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body) => TextCompletionReader.Read(body);

    public WholeBody Compose(Attempt attempt, UpstreamCompletion completion)
    {
        var chat = chats.Compose(attempt, completion);
        var json = new BodyBuffer();
        new TextCompletionWriter(attempt.Call.Request.Echo).TryWrite(json, chat.Bytes);
        chat.GiveBack();
        return json.ToBody();
    }

    public ReadOnlyMemory<byte> Join(IReadOnlyList<ReadOnlyMemory<byte>> answers)
    {
        var json = new ArrayBufferWriter<byte>(1024);
        TextCompletionJoin.Write(json, answers);
        return json.WrittenMemory;
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new ChatChunkFraming(call, explanation, time, asText: true);
}
