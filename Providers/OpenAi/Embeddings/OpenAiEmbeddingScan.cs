using System.Text.Json;
using Providers.Embeddings;
using Providers.Failures;
using Providers.Streams;
using Routing.Money;

namespace Providers.OpenAi.Embeddings;

/// <summary>Looks an answer through for what a relay must know; the vectors themselves are read only where somebody needs them.</summary>
internal static class OpenAiEmbeddingScan
{
    /// <exception cref="UpstreamFailureException">It carries an error, has not one vector for each input, or is not such a thing.</exception>
    public static UpstreamCompletion Read(WholeBody body, EmbeddingRequest request)
    {
        try
        {
            var reader = new Utf8JsonReader(body.Bytes.Span);
            reader.Read();
            var vectors = 0;
            var base64 = false;
            TokenUsage? usage = null;
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("data"u8))
                {
                    reader.Read();
                    (vectors, base64) = ReadData(ref reader);
                }
                else if (reader.ValueTextEquals("usage"u8))
                {
                    reader.Read();
                    usage = OpenAiUsage.Read(ref reader);
                }
                else
                {
                    var isError = reader.ValueTextEquals("error"u8);
                    reader.Read();
                    if (isError)
                    {
                        OpenAiScan.ThrowIfError(ref reader);
                    }

                    reader.Skip();
                }
            }

            if (reader.TokenType != JsonTokenType.EndObject || reader.CurrentDepth > 0)
            {
                throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not built as it should be."));
            }

            // Anything behind the object is a fault that the reader reports.
            reader.Read();
            VectorReading.Expect(vectors, request);
            return new(body, new EmbeddingVectors(() => ReadVectors(body.Bytes), base64), usage);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }
    }

    private static (int Vectors, bool Base64) ReadData(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            reader.Skip();
            return (0, false);
        }

        var vectors = 0;
        var base64 = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isVector = reader.ValueTextEquals("embedding"u8);
                reader.Read();
                if (isVector && reader.TokenType is (JsonTokenType.String or JsonTokenType.StartArray))
                {
                    vectors++;
                    base64 = reader.TokenType == JsonTokenType.String;
                }

                reader.Skip();
            }
        }

        return (vectors, base64);
    }

    private static float[][] ReadVectors(ReadOnlyMemory<byte> body) => AnswerDocument.Read<float[][]>(body, static root =>
    [
        .. root.Items("data")
            .Select(static (item, position) => (Index: item.Whole("index") ?? position, Vector: VectorReading.Read(item.Member("embedding") ?? default)))
            .OrderBy(static item => item.Index)
            .Select(static item => item.Vector),
    ]);
}
