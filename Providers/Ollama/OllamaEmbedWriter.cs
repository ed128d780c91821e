using System.Buffers;
using System.Text.Json;
using Routing.Money;

namespace Providers.Ollama;

/// <summary>Writes vectors as <c>/api/embed</c> does, for Ollama callers of upstreams that speak another format.</summary>
public static class OllamaEmbedWriter
{
    /// <summary>Writes an answer.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="model">The model that answered.</param>
    /// <param name="vectors">One for each input.</param>
    /// <param name="usage">What it took.</param>
    /// <param name="durations">How long.</param>
    public static void Write(IBufferWriter<byte> output, string model, IReadOnlyList<float[]> vectors, TokenUsage usage, OllamaDurations durations)
    {
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        json.WriteString("model"u8, model);
        json.WriteStartArray("embeddings"u8);
        foreach (var vector in vectors)
        {
            Write(json, vector);
        }

        json.WriteEndArray();
        json.WriteNumber("total_duration"u8, durations.Total.Ticks * TimeSpan.NanosecondsPerTick);
        json.WriteNumber("load_duration"u8, 0);
        json.WriteNumber("prompt_eval_count"u8, usage.InputTokens);
        json.WriteEndObject();
    }

    /// <summary>Writes an answer of the older <c>/api/embeddings</c>.</summary>
    /// <param name="output">Takes the JSON.</param>
    /// <param name="vector">That of the one text.</param>
    public static void Write(IBufferWriter<byte> output, float[] vector)
    {
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        json.WritePropertyName("embedding"u8);
        Write(json, vector);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, float[] vector)
    {
        json.WriteStartArray();
        foreach (var value in vector)
        {
            json.WriteNumberValue(value);
        }

        json.WriteEndArray();
    }
}
