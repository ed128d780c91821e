using System.Text.Json;
using Aspire.Routing.V1;
using Microsoft.Extensions.AI;
using AiMessage = Microsoft.Extensions.AI.ChatMessage;

namespace Aspire.Routing.Client;

/// <summary>Writes one message; results of tools become a turn each, as the router wants them.</summary>
internal static class MessageWriter
{
    private const int LongestName = 64;

    // The shared options indent, which models would be billed for.
    private static readonly JsonSerializerOptions Compact = new(AIJsonUtilities.DefaultOptions) { WriteIndented = false };

    public static void Write(AiMessage message, ICollection<Message> turns)
    {
        var turn = new Message { Role = message.Role.Value, Name = Name(message.AuthorName) };
        foreach (var content in message.Contents)
        {
            switch (content)
            {
                case TextContent { Text: { Length: > 0 } text }:
                    turn.Content.Add(new ContentPart { Text = text });
                    break;
                case DataContent data when data.HasTopLevelMediaType("image"):
                    turn.Content.Add(new ContentPart { ImageUrl = data.Uri });
                    break;
                case UriContent address when address.HasTopLevelMediaType("image"):
                    turn.Content.Add(new ContentPart { ImageUrl = address.Uri.AbsoluteUri });
                    break;
                case FunctionCallContent call:
                    turn.ToolCalls.Add(new ToolCall { Id = call.CallId, Name = call.Name, Arguments = Json(call.Arguments ?? new Dictionary<string, object?>()) });
                    break;
                case FunctionResultContent result:
                    turns.Add(new Message { Role = "tool", ToolCallId = result.CallId, Content = { new ContentPart { Text = Text(result) } } });
                    break;
                case TextContent or TextReasoningContent or UsageContent or ErrorContent:
                    // What earlier answers said beside their text is for people; models are not told.
                    break;
                default:
                    throw new NotSupportedException($"The router carries text, images and calls of functions; not {content.GetType().Name}.");
            }
        }

        if (turn.Content.Count > 0 || turn.ToolCalls.Count > 0)
        {
            turns.Add(turn);
        }
    }

    // Agents have names for people; OpenAI takes letters, digits and two signs of them, and refuses the rest.
    private static string Name(string? author)
    {
        var name = string.Concat((author ?? "").Where(static sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-'));
        return name.Length > LongestName ? name[..LongestName] : name;
    }

    private static string Text(FunctionResultContent result) => result switch
    {
        { Exception: { } fault } => $"Error: {fault.Message}",
        { Result: string text } => text,
        { Result: JsonElement { ValueKind: JsonValueKind.String } text } => text.GetString()!,
        _ => Json(result.Result),
    };

    private static string Json(object? value) => JsonSerializer.Serialize(value, Compact.GetTypeInfo(typeof(object)));
}
