using System.Text.Json;
using Providers.Embeddings;

namespace Providers.Chat;

/// <summary>
/// Writes a request so that two that ask the same of a model read the same: members in order, no space between tokens, no needless
/// escapes. Which model is asked, and what only the router reads, is left out.
/// </summary>
public static class NormalForm
{
    /// <summary>Writes the request as one JSON value.</summary>
    /// <param name="request">The request; its bytes must be valid JSON, as those of every request that was read are.</param>
    /// <param name="json">Takes it.</param>
    public static void Write(ChatRequest request, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("format"u8, request.Format.ToString());
        json.WriteBoolean("stream"u8, request.Stream);
        json.WriteStartArray("headers"u8);
        foreach (var (name, value) in request.Headers)
        {
            json.WriteStringValue(name);
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
        if (request.Body.IsEmpty)
        {
            json.WritePropertyName("conversation"u8);
            JsonSerializer.Serialize(json, request.Conversation);
        }
        else
        {
            json.WritePropertyName("body"u8);
            WriteBody(json, request.Body);
        }

        if (!request.Original.IsEmpty)
        {
            // What the translation lost is named in the answer.
            json.WritePropertyName("original"u8);
            WriteBody(json, request.Original);
        }

        json.WriteEndObject();
    }

    /// <summary>Writes a request for embeddings as one JSON value.</summary>
    /// <param name="request">The request; its bytes, if any, must be valid JSON.</param>
    /// <param name="json">Takes it.</param>
    public static void Write(EmbeddingRequest request, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("format"u8, "embeddings"u8);
        if (request.Body.IsEmpty)
        {
            json.WritePropertyName("texts"u8);
            JsonSerializer.Serialize(json, request.Input.Texts);
            json.WriteNumber("dimensions"u8, request.Dimensions ?? 0);
        }
        else
        {
            json.WritePropertyName("body"u8);
            WriteBody(json, request.Body);
        }

        json.WriteEndObject();
    }

    private static void WriteBody(Utf8JsonWriter json, ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        WriteObject(json, body, document.RootElement, static name => name is not ("model" or "routing" or "stream"));
    }

    private static void WriteObject(Utf8JsonWriter json, ReadOnlyMemory<byte> body, JsonElement value, Func<string, bool> stays)
    {
        json.WriteStartObject();

        // Of a name that stands twice, which value counts is the provider's business: the order of the two is kept.
        foreach (var member in value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal).Where(member => stays(member.Name)))
        {
            json.WritePropertyName(member.Name);
            Write(json, body, member.Value);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ReadOnlyMemory<byte> body, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(json, body, value, static _ => true);
                break;
            case JsonValueKind.Array:
                json.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(json, body, item);
                }

                json.WriteEndArray();
                break;
            case JsonValueKind.String:
                ChatText.Of(value, body).WriteAnew(json);
                break;
            default:
                value.WriteTo(json);
                break;
        }
    }
}
