using Providers;
using Providers.Chat;
using Providers.OpenAi.Responses;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Forwarding;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary>
/// <c>POST /v1/responses</c>, plain and streamed. An upstream that speaks the format gets the caller's bytes, every other is asked as
/// for a chat. Nothing is stored here, but a provider may keep what it answers.
/// </summary>
internal sealed class ResponsesSurface(ResponseIds ids, TimeProvider time) : IChatSurface
{
    public IErrorForm Errors => OpenAiErrorForm.Instance;

    public ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body)
    {
        var caller = Caller.Of(request.HttpContext);
        return ResponsesReader.Read(body, id => ids.Find(id, caller), mayRefer: caller.Tenant is null);
    }

    public WholeBody Compose(Attempt attempt, UpstreamCompletion completion)
    {
        if (attempt.Format == WireFormat.OpenAiResponses)
        {
            return StoredResponse.Mark(completion.Body, ids.NamesFor(attempt));
        }

        var json = new BodyBuffer();
        ResponseWriter.WriteWhole(json, ResponseHeads.Of(attempt, time.GetUtcNow()), completion.Answer, AttemptUsage.Of(attempt));
        return json.ToBody();
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new ResponseFraming(call, explanation, ids, time);
}
