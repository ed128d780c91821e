using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Gemini;

/// <summary>Writes the turns of <c>:generateContent</c>: user and model in turn, results of tools as a user's parts.</summary>
/// <param name="model">The model that reads them.</param>
/// <param name="dropped">Takes the names of what cannot be said.</param>
internal sealed class GeminiContentWriter(string model, ISet<string> dropped)
{
    // From its third generation on Gemini refuses a call without the signature it gave it. For calls it never made, such as those
    // of another model earlier in the conversation, its documentation names this word.
    private const string NoSignature = "skip_thought_signature_validator";

    private readonly bool _wantsSignatures = model.StartsWith("gemini-", StringComparison.Ordinal)
        && !model.StartsWith("gemini-1", StringComparison.Ordinal) && !model.StartsWith("gemini-2", StringComparison.Ordinal);

    private readonly Dictionary<string, string> _toolOf = new(StringComparer.Ordinal);

    public void Write(Utf8JsonWriter json, ImmutableArray<ChatMessage> messages) =>
        Turn.WriteAll(json, Turn.Of(messages, dropped), "contents", "model", "parts", WriteMessage);

    private void WriteMessage(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Role == ChatRole.Tool)
        {
            WriteResult(json, message);
            return;
        }

        WriteParts(json, message.Content);
        WriteCalls(json, message.ToolCalls);
    }

    private void WriteParts(Utf8JsonWriter json, ImmutableArray<ContentPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case TextPart { Text.IsEmpty: false } text:
                    json.WriteStartObject();
                    json.WriteText("text"u8, text.Text);
                    json.WriteEndObject();
                    break;
                case ImagePart image when DataUrl.TryRead(image.Url, out var data):
                    image.DropDetail(dropped);
                    json.WriteStartObject();
                    json.WriteStartObject("inlineData"u8);
                    json.WriteString("mimeType"u8, data.MediaType);
                    json.WriteText("data"u8, data.Base64);
                    json.WriteEndObject();
                    json.WriteEndObject();
                    break;
                case ImagePart:
                    // Only the bytes themselves are taken; to fetch an address for the caller would be a way into our network.
                    dropped.Add("messages.content.image_url");
                    break;
                case OtherPart other:
                    dropped.Add("messages.content." + other.Kind);
                    break;
            }
        }
    }

    private void DropAllButText(ChatMessage message)
    {
        foreach (var part in message.Content)
        {
            if (part is ImagePart or OtherPart)
            {
                dropped.Add("messages.content." + (part is OtherPart other ? other.Kind : "image_url"));
            }
        }
    }

    private void WriteCalls(Utf8JsonWriter json, ImmutableArray<ToolCall> calls)
    {
        var isFirst = true;
        foreach (var call in calls)
        {
            _toolOf[call.Id] = call.Name;
            json.WriteStartObject();
            json.WriteStartObject("functionCall"u8);
            json.WriteString("name"u8, call.Name);
            json.WritePropertyName("args"u8);
            ToolArguments.WriteObject(json, call.Arguments);
            json.WriteEndObject();

            // Of calls made at once only the first is signed.
            json.WriteOptional("thoughtSignature", call.Signature ?? (isFirst && _wantsSignatures ? NoSignature : null));
            json.WriteEndObject();
            isFirst = false;
        }
    }

    private void WriteResult(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteStartObject("functionResponse"u8);

        // A result names its tool here, where OpenAI's format names the call.
        json.WriteString("name"u8, _toolOf.GetValueOrDefault(message.ToolCallId ?? "", "unknown"));
        json.WriteStartObject("response"u8);
        json.WriteText("result"u8, message.Text);
        DropAllButText(message);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
