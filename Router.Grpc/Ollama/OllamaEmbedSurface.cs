using Providers;
using Providers.Embeddings;
using Providers.Ollama;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Embeddings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.Ollama;

/// <summary><c>POST /api/embed</c>, and the older <c>POST /api/embeddings</c>, which has one text and one vector.</summary>
internal sealed class OllamaEmbedSurface(bool isPrompt, TimeProvider time) : IEmbeddingSurface
{
    public IErrorForm Errors => OllamaErrorForm.Instance;

    public bool Accepts(HttpRequest request) => OllamaSurface.Takes(request);

    public EmbeddingReading Read(ReadOnlyMemory<byte> body) =>
        isPrompt ? OllamaEmbedReader.ReadPrompt(body) : OllamaEmbedReader.Read(body);

    public WholeBody Compose(EmbeddingOperation served)
    {
        var (answer, attempt) = (served.Answer!, served.Served!);
        if (attempt.Format == WireFormat.OllamaChat && !isPrompt)
        {
            return new(answer.Body);
        }

        var json = new BodyBuffer();
        if (isPrompt)
        {
            OllamaEmbedWriter.Write(json, answer.Vectors!.All[0]);
            return json.ToBody();
        }

        OllamaEmbedWriter.Write(
            json, attempt.Candidate.Deployment.Id.Model, answer.Vectors!.All, AttemptUsage.Of(attempt), OllamaSurface.Durations(attempt, time));
        return json.ToBody();
    }
}
