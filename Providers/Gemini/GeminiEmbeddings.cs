using Providers.Embeddings;
using Providers.Streams;
using Routing.Money;

namespace Providers.Gemini;

/// <summary>Speaks <c>:batchEmbedContents</c>, which names the model once more with every text.</summary>
internal static class GeminiEmbeddings
{
    public static SplicedContent Write(EmbeddingRequest request, string model) => JsonBody.WriteContent(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("requests"u8);
        foreach (var text in request.Input.Texts)
        {
            json.WriteStartObject();
            json.WriteString("model"u8, model);
            json.WriteStartObject("content"u8);
            json.WriteStartArray("parts"u8);
            json.WriteStartObject();
            json.WriteString("text"u8, text);
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteOptional("outputDimensionality", request.Dimensions);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <exception cref="Failures.UpstreamFailureException">It is an error, or has not one vector for each input.</exception>
    public static UpstreamCompletion Read(WholeBody body, EmbeddingRequest request) => AnswerDocument.Read(body.Bytes, root =>
    {
        float[][] vectors = [.. root.Items("embeddings").Select(item => VectorReading.Read(item.Member("values") ?? default))];
        VectorReading.Expect(vectors.Length, request);
        TokenUsage? usage = root.Member("usageMetadata")?.Whole("promptTokenCount") is { } tokens ? new TokenUsage { InputTokens = tokens } : null;
        return new UpstreamCompletion(body, new EmbeddingVectors(() => vectors), usage);
    });
}
