using Providers.Embeddings;
using Providers.Streams;
using Routing.Money;

namespace Providers.Ollama;

/// <summary>Speaks <c>/api/embed</c>.</summary>
internal static class OllamaEmbeddings
{
    public static SplicedContent Write(EmbeddingRequest request, string model) => JsonBody.WriteContent(json =>
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var text in request.Input.Texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();

        // Left alone, Ollama cuts a text that is too long and says nothing; everybody else refuses it.
        json.WriteBoolean("truncate"u8, false);
        json.WriteOptional("dimensions", request.Dimensions);
        json.WriteEndObject();
    });

    /// <exception cref="Failures.UpstreamFailureException">It is an error, or has not one vector for each input.</exception>
    public static UpstreamCompletion Read(WholeBody body, EmbeddingRequest request) => AnswerDocument.Read(body.Bytes, root =>
    {
        float[][] vectors = [.. root.Items("embeddings").Select(VectorReading.Read)];
        VectorReading.Expect(vectors.Length, request);
        TokenUsage? usage = root.Whole("prompt_eval_count") is { } tokens ? new TokenUsage { InputTokens = tokens } : null;
        return new UpstreamCompletion(body, new EmbeddingVectors(() => vectors), usage);
    });
}
