using Providers.Embeddings;
using Providers.OpenAi.Embeddings;
using Providers.Streams;
using Router.Grpc.Accounting;
using Router.Grpc.Embeddings;
using Router.Grpc.Surfaces;

namespace Router.Grpc.OpenAi;

/// <summary><c>POST /v1/embeddings</c>.</summary>
internal sealed class EmbeddingsSurface : IEmbeddingSurface
{
    public IErrorForm Errors => OpenAiErrorForm.Instance;

    public EmbeddingReading Read(ReadOnlyMemory<byte> body) => OpenAiEmbeddingReader.Read(body);

    // Some providers ignore encoding_format, which SDKs do not forgive.
    public WholeBody Compose(EmbeddingOperation served)
    {
        var (request, answer, attempt) = (served.Request, served.Answer!, served.Served!);
        if (answer.Vectors!.Base64InBody == request.Base64)
        {
            return new(answer.Body);
        }

        var json = new BodyBuffer();
        OpenAiEmbeddingWriter.WriteAnswer(
            json, attempt.Candidate.Deployment.Id.Model, answer.Vectors.All, request.Base64, AttemptUsage.Of(attempt));
        return json.ToBody();
    }
}
