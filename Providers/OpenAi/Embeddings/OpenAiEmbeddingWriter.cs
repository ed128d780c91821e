using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Providers.Bodies;
using Providers.Embeddings;
using Routing.Money;

namespace Providers.OpenAi.Embeddings;

/// <summary>Writes requests for embeddings and their answers in OpenAI's format.</summary>
public static class OpenAiEmbeddingWriter
{
    /// <summary>Writes an answer whose provider speaks another format, or spells vectors in another way than the caller wants.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="model">The model that answered.</param>
    /// <param name="vectors">One for each input.</param>
    /// <param name="base64">Whether as base64 of little-endian 32-bit floats rather than as numbers.</param>
    /// <param name="usage">What it took.</param>
    public static void WriteAnswer(IBufferWriter<byte> output, string model, IReadOnlyList<float[]> vectors, bool base64, TokenUsage usage)
    {
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        json.WriteString("object"u8, "list"u8);
        json.WriteStartArray("data"u8);
        for (var index = 0; index < vectors.Count; index++)
        {
            json.WriteStartObject();
            json.WriteString("object"u8, "embedding"u8);
            json.WriteNumber("index"u8, index);
            WriteVector(json, vectors[index], base64);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("model"u8, model);
        json.WriteStartObject("usage"u8);
        json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        json.WriteNumber("total_tokens"u8, usage.TotalTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>The caller's own request, every byte but the model and what is ours.</summary>
    internal static SplicedContent Forward(ReadOnlyMemory<byte> body, string model)
    {
        var edits = new BodyEdits(body);
        edits.Set("model", OpenAiBodyEdits.Quote(model));
        edits.Remove("routing");
        return edits.ToContent();
    }

    /// <summary>Writes the request of a caller without a JSON body. Base64 is a third of the bytes of numbers.</summary>
    internal static SplicedContent WriteRequest(EmbeddingRequest request, string model) => JsonBody.WriteContent(json =>
    {
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("input"u8);
        foreach (var text in request.Input.Texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
        json.WriteString("encoding_format"u8, "base64"u8);
        json.WriteOptional("dimensions", request.Dimensions);
        json.WriteEndObject();
    });

    private static void WriteVector(Utf8JsonWriter json, float[] vector, bool base64)
    {
        if (!base64)
        {
            json.WriteStartArray("embedding"u8);
            foreach (var value in vector)
            {
                json.WriteNumberValue(value);
            }

            json.WriteEndArray();
            return;
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        for (var i = 0; i < vector.Length; i++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), vector[i]);
        }

        json.WriteBase64String("embedding"u8, bytes);
    }
}
