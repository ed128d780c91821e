using System.Text.Json;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>
/// Thoughts in earlier turns without a signature: another provider's, which the router had to write as blocks of this format. An
/// Anthropic model refuses a request that holds them.
/// </summary>
internal static class UnsignedThoughts
{
    /// <summary>Leaves them out; a turn that was nothing but such thoughts goes as a whole.</summary>
    /// <param name="messages">The array of turns.</param>
    /// <returns>Null when there are none, so that the bytes stay as they are.</returns>
    public static byte[]? Without(ReadOnlyMemory<byte> messages)
    {
        if (messages.Span.IndexOf("\"thinking\""u8) < 0)
        {
            return null;
        }

        using var document = JsonDocument.Parse(messages, new JsonDocumentOptions { MaxDepth = OpenAiChatReader.MaxDepth });
        return document.RootElement.EnumerateArray().Any(turn => turn.Items("content").Any(IsUnsigned))
            ? JsonBody.WriteArray(json => Write(json, document.RootElement))
            : null;
    }

    private static bool IsUnsigned(JsonElement block) => block.Text("type") == "thinking" && string.IsNullOrEmpty(block.Text("signature"));

    private static void Write(Utf8JsonWriter json, JsonElement messages)
    {
        json.WriteStartArray();
        foreach (var turn in messages.EnumerateArray())
        {
            if (!turn.Items("content").Any(IsUnsigned))
            {
                json.WriteRaw(turn);
            }
            else if (!turn.Items("content").All(IsUnsigned))
            {
                WriteTurn(json, turn);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteTurn(Utf8JsonWriter json, JsonElement turn)
    {
        json.WriteStartObject();
        foreach (var member in turn.EnumerateObject())
        {
            json.WritePropertyName(member.Name);
            if (member.Name != "content")
            {
                json.WriteRaw(member.Value);
                continue;
            }

            json.WriteStartArray();
            foreach (var block in member.Value.EnumerateArray().Where(block => !IsUnsigned(block)))
            {
                json.WriteRaw(block);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }
}
