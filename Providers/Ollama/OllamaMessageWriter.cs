using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;

namespace Providers.Ollama;

/// <summary>Writes the messages of <c>/api/chat</c>.</summary>
/// <param name="dropped">Takes the names of what cannot be said.</param>
internal sealed class OllamaMessageWriter(ISet<string> dropped)
{
    public void Write(Utf8JsonWriter json, ImmutableArray<ChatMessage> messages)
    {
        // A result names its tool here, where OpenAI's format names the call.
        var toolOf = new Dictionary<string, string>(StringComparer.Ordinal);
        json.WriteStartArray("messages"u8);
        foreach (var message in messages)
        {
            if (message.Name is not null)
            {
                dropped.Add("messages.name");
            }

            foreach (var call in message.ToolCalls)
            {
                toolOf[call.Id] = call.Name;
            }

            json.WriteStartObject();
            json.WriteString("role"u8, RoleOf(message.Role));
            json.WriteText("content"u8, message.Text);
            json.WriteOptional("tool_name", message.ToolCallId is { } id ? toolOf.GetValueOrDefault(id) : null);
            WriteImages(json, message.Content);
            WriteToolCalls(json, message.ToolCalls);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string RoleOf(ChatRole role) => role switch
    {
        ChatRole.System or ChatRole.Developer => "system",
        ChatRole.Assistant => "assistant",
        ChatRole.Tool => "tool",
        _ => "user",
    };

    private void WriteImages(Utf8JsonWriter json, ImmutableArray<ContentPart> content)
    {
        var isOpen = false;
        foreach (var part in content)
        {
            if (part is OtherPart other)
            {
                dropped.Add("messages.content." + other.Kind);
            }
            else if (part is ImagePart image)
            {
                image.DropDetail(dropped);

                // Only the bytes themselves are taken; to fetch an address for the caller would be a way into our network.
                if (DataUrl.TryRead(image.Url, out var data))
                {
                    if (!isOpen)
                    {
                        json.WriteStartArray("images"u8);
                        isOpen = true;
                    }

                    data.Base64.Write(json);
                }
                else
                {
                    dropped.Add("messages.content.image_url");
                }
            }
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private void WriteToolCalls(Utf8JsonWriter json, ImmutableArray<ToolCall> calls)
    {
        if (calls.IsEmpty)
        {
            return;
        }

        json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteStartObject("function"u8);
            json.WriteString("name"u8, call.Name);
            json.WritePropertyName("arguments"u8);
            ToolArguments.WriteObject(json, call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
            if (call.Signature is not null)
            {
                // Another provider's, which means nothing here.
                dropped.Add(MessageEdits.Signature);
            }
        }

        json.WriteEndArray();
    }
}
