using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Writes <c>messages</c> from the canonical form.</summary>
internal static class OpenAiMessageWriter
{
    public static void Write(Utf8JsonWriter json, ImmutableArray<ChatMessage> messages, ProviderProfile profile)
    {
        json.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            json.WriteStartObject();
            json.WriteString("role"u8, RoleOf(message.Role, profile));
            json.WriteOptional("name", message.Name);
            json.WriteOptional("tool_call_id", message.ToolCallId is { } id ? ToolCallIds.Fit(id, profile.ToolCallIds) : null);
            WriteContent(json, message);
            WriteToolCalls(json, Fit(message.ToolCalls, profile));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    public static void WriteToolCalls(Utf8JsonWriter json, ImmutableArray<ToolCall> calls)
    {
        if (calls.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, call.Id);
            json.WriteString("type"u8, "function"u8);
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WriteText("arguments"u8, call.Arguments);
            json.WriteEndObject();
            ThoughtSignature.Write(json, call.Signature);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ImmutableArray<ToolCall> Fit(ImmutableArray<ToolCall> calls, ProviderProfile profile) => calls.IsEmpty ? calls :
    [
        .. calls.Select(call => call with
        {
            Id = ToolCallIds.Fit(call.Id, profile.ToolCallIds),
            Signature = profile.TakesSignatures ? call.Signature : null,
        }),
    ];

    // Only OpenAI itself knows the newer word for what everybody calls system.
    private static string RoleOf(ChatRole role, ProviderProfile profile) => role switch
    {
        ChatRole.Developer => profile.KnowsDeveloper ? "developer" : "system",
        ChatRole.System => "system",
        ChatRole.Assistant => "assistant",
        ChatRole.Tool => "tool",
        _ => "user",
    };

    private static void WriteContent(Utf8JsonWriter json, ChatMessage message)
    {
        if (message.Content.IsEmpty)
        {
            json.WriteNull("content"u8);
        }
        else if (message.Content.All(part => part is TextPart))
        {
            json.WriteText("content"u8, message.Text);
        }
        else
        {
            json.WriteStartArray("content"u8);
            foreach (var part in message.Content)
            {
                WritePart(json, part);
            }

            json.WriteEndArray();
        }
    }

    private static void WritePart(Utf8JsonWriter json, ContentPart part)
    {
        switch (part)
        {
            case TextPart text:
                json.WriteStartObject();
                json.WriteString("type"u8, "text"u8);
                json.WriteText("text"u8, text.Text);
                json.WriteEndObject();
                break;
            case ImagePart image:
                json.WriteStartObject();
                json.WriteString("type"u8, "image_url"u8);
                json.WriteStartObject("image_url"u8);
                json.WriteText("url"u8, image.Url);
                json.WriteOptional("detail", image.Detail);
                json.WriteEndObject();
                json.WriteEndObject();
                break;
        }
    }
}
