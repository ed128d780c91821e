using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>
/// Gemini's signature of the thoughts behind a tool call, at the place in OpenAI's format where Google puts it. Callers who keep
/// a message as they got it send it back, and Gemini goes on thinking where it stopped.
/// </summary>
public static class ThoughtSignature
{
    internal static string? Read(JsonElement call) => call.Member("extra_content")?.Member("google")?.Text("thought_signature");

    /// <summary>Writes it as a member of the tool call that is being written; nothing when there is none.</summary>
    public static void Write(Utf8JsonWriter json, string? signature)
    {
        if (signature is null)
        {
            return;
        }

        json.WriteStartObject("extra_content"u8);
        json.WriteStartObject("google"u8);
        json.WriteString("thought_signature"u8, signature);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
