using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads one validated message into the canonical form.</summary>
internal static class OpenAiMessageReader
{
    public static ChatMessage Read(JsonElement message) => new()
    {
        Role = ReadRole(message.Text("role")),
        Content = message.Member("content") is { ValueKind: JsonValueKind.String or JsonValueKind.Array } content
            ? ReadContent(content)
            : message.Text("refusal") is { } refusal ? [new TextPart(refusal)] : [],
        ToolCalls = [.. message.Items("tool_calls").Select(ReadCall).OfType<ToolCall>()],
        ToolCallId = message.Text("tool_call_id"),
        Name = message.Text("name"),
    };

    public static ToolCall? ReadCall(JsonElement call) => call.Member("function") is { } function
        ? new(call.Text("id") ?? "", function.Text("name") ?? "", ReadArguments(function), ThoughtSignature.Read(call))
        : null;

    /// <summary>Reads arguments, which are text that holds JSON, or with some providers the JSON itself.</summary>
    public static string ReadArguments(JsonElement function) => function.Member("arguments") switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { } structure => structure.GetRawText(),
    };

    private static ChatRole ReadRole(string? role) => role switch
    {
        "system" => ChatRole.System,
        "developer" => ChatRole.Developer,
        "assistant" => ChatRole.Assistant,
        "tool" => ChatRole.Tool,
        _ => ChatRole.User,
    };

    /// <summary>Reads content that is a string or an array of parts.</summary>
    public static ImmutableArray<ContentPart> ReadContent(JsonElement content) => content.ValueKind == JsonValueKind.String
        ? [new TextPart(content.GetString()!)]
        : [.. content.EnumerateArray().Select(ReadPart)];

    private static ContentPart ReadPart(JsonElement part)
    {
        var kind = part.Text("type")!;
        return kind switch
        {
            "text" => new TextPart(part.Text("text")!),
            "refusal" => new TextPart(part.Text("refusal") ?? ""),
            "image_url" => part.Member("image_url") is { ValueKind: JsonValueKind.Object } image
                ? new ImagePart(image.Text("url")!, image.Text("detail"))
                : new ImagePart(part.Text("image_url")!),
            _ => new OtherPart(kind),
        };
    }
}
