using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Anthropic;

/// <summary>Writes the turns of <c>/v1/messages</c>: user and assistant in turn, results of tools as a user's blocks.</summary>
/// <param name="dropped">Takes the names of what cannot be said.</param>
internal sealed class AnthropicMessageWriter(ISet<string> dropped)
{
    public void Write(Utf8JsonWriter json, ImmutableArray<ChatMessage> messages) =>
        Turn.WriteAll(json, Turn.Of(messages, dropped), "messages", "assistant", "content", WriteMessage);

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

    private void WriteResult(Utf8JsonWriter json, ChatMessage message)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "tool_result"u8);
        json.WriteString("tool_use_id"u8, ToolCallIds.Fit(message.ToolCallId ?? "", ToolCallIdRule.Word));
        json.WriteStartArray("content"u8);
        WriteParts(json, message.Content);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteParts(Utf8JsonWriter json, ImmutableArray<ContentPart> parts)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                // A text of nothing, or of white space alone, is refused.
                case TextPart { Text.IsBlank: false } text:
                    json.WriteStartObject();
                    json.WriteString("type"u8, "text"u8);
                    json.WriteText("text"u8, text.Text);
                    json.WriteEndObject();
                    break;
                case ImagePart image:
                    image.DropDetail(dropped);
                    WriteImage(json, image);
                    break;
                case OtherPart other:
                    dropped.Add("messages.content." + other.Kind);
                    break;
            }
        }
    }

    private static void WriteImage(Utf8JsonWriter json, ImagePart image)
    {
        json.WriteStartObject();
        json.WriteString("type"u8, "image"u8);
        json.WriteStartObject("source"u8);
        if (DataUrl.TryRead(image.Url, out var data))
        {
            json.WriteString("type"u8, "base64"u8);
            json.WriteString("media_type"u8, data.MediaType);
            json.WriteText("data"u8, data.Base64);
        }
        else
        {
            json.WriteString("type"u8, "url"u8);
            json.WriteText("url"u8, image.Url);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteCalls(Utf8JsonWriter json, ImmutableArray<ToolCall> calls)
    {
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("type"u8, "tool_use"u8);
            json.WriteString("id"u8, ToolCallIds.Fit(call.Id, ToolCallIdRule.Word));
            json.WriteString("name"u8, call.Name);
            json.WritePropertyName("input"u8);
            ToolArguments.WriteObject(json, call.Arguments);
            json.WriteEndObject();
            if (call.Signature is not null)
            {
                // Another provider's, which means nothing here.
                dropped.Add(MessageEdits.Signature);
            }
        }
    }
}
