using Providers;
using Providers.Chat;
using Providers.Ollama;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Admission;
using Router.Grpc.Feeds;
using Router.Grpc.Forwarding;
using Router.Grpc.OpenAi;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Ollama;

/// <summary><c>POST /api/chat</c> and <c>POST /api/generate</c>, streamed unless told otherwise.</summary>
internal sealed class OllamaSurface(bool isPrompt, CurrentFeed feed, TimeProvider time) : IChatSurface
{
    public IErrorForm Errors => OllamaErrorForm.Instance;

    public static OllamaDurations Durations(Attempt attempt, TimeProvider time)
    {
        var total = time.GetElapsedTime(attempt.Call.StartTimestamp);
        var first = time.GetElapsedTime(attempt.Call.StartTimestamp, attempt.SentTimestamp) + (attempt.FirstContent ?? TimeSpan.Zero);
        return new(total, first < total ? first : total);
    }

    // Many of Ollama's callers send JSON and call it a form, as curl does. A page in a browser could do the same unasked.
    public static bool Takes(HttpRequest request) =>
        RequestBody.IsJson(request) || (request.Headers.Origin.Count == 0 && request.Headers.ContentEncoding.Count == 0);

    public bool Accepts(HttpRequest request) => Takes(request);

    public Task? AnswerItself(HttpContext context, ReadOnlyMemory<byte> body) =>
        OllamaLoading.Of(body, isPrompt ? "prompt" : "messages") is { } loading && ModelList.Find(feed.State, Caller.Of(context), loading.Model) is not null
            ? OllamaModelsEndpoint.AnswerAsync(context, json => loading.Answer(isPrompt, time.GetUtcNow()).WriteTo(json))
            : null;

    public ChatReading Read(HttpRequest request, ReadOnlyMemory<byte> body) =>
        isPrompt ? OllamaChatReader.ReadPrompt(body) : OllamaChatReader.ReadChat(body);

    public WholeBody Compose(Attempt attempt, UpstreamCompletion completion)
    {
        if (IsSame(attempt))
        {
            return new(completion.Body);
        }

        var json = new BodyBuffer();
        using var writer = Writer(attempt);
        writer.WriteWhole(json, completion.Answer, AttemptUsage.Of(attempt), Durations(attempt, time));
        return json.ToBody();
    }

    public IStreamFraming Frame(ChatCall call, byte[]? explanation) => new OllamaLineFraming(this, call, explanation, time);

    /// <summary>Whether an answer is in the surface's own format already.</summary>
    public bool IsSame(Attempt attempt) => attempt.Format == WireFormat.OllamaChat && !isPrompt;

    public OllamaAnswerWriter Writer(Attempt attempt) => Writer(attempt.Candidate.Deployment.Id.Model);

    public OllamaAnswerWriter Writer(string model) => new(model, isPrompt, time);
}
