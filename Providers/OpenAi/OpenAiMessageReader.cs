using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>Reads one validated message into the canonical form.</summary>
internal static class OpenAiMessageReader
{
    public static ChatMessage Read(JsonElement message, ReadOnlyMemory<byte> body) => new()
    {
        Role = ReadRole(message.Text("role")),
        Content = message.Member("content") is { ValueKind: JsonValueKind.String or JsonValueKind.Array } content
            ? ReadContent(content, body)
            : ChatText.Find(message, "refusal", body) is { } refusal ? [new TextPart(refusal)] : [],
        ToolCalls = [.. message.Items("tool_calls").Select(call => ReadCall(call, body)).OfType<ToolCall>()],
        ToolCallId = message.Text("tool_call_id"),
        Name = message.Text("name"),
    };

    public static ToolCall? ReadCall(JsonElement call, ReadOnlyMemory<byte> body) => call.Member("function") is { } function
        ? new(call.Text("id") ?? "", function.Text("name") ?? "", ReadArguments(function, body), ThoughtSignature.Read(call))
        : null;

    /// <summary>Reads arguments, which are text that holds JSON, or with some providers the JSON itself.</summary>
    public static ChatText ReadArguments(JsonElement function, ReadOnlyMemory<byte> body) => function.Member("arguments") switch
    {
        null => "",
        { ValueKind: JsonValueKind.String } text => ChatText.Of(text, body),
        { } structure => ChatText.OfUtf8(structure.Raw(body)),
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
    public static ImmutableArray<ContentPart> ReadContent(JsonElement content, ReadOnlyMemory<byte> body) => content.ValueKind == JsonValueKind.String
        ? [new TextPart(ChatText.Of(content, body))]
        : [.. content.EnumerateArray().Select(part => ReadPart(part, body))];

    private static ContentPart ReadPart(JsonElement part, ReadOnlyMemory<byte> body)
    {
        var kind = part.Text("type")!;
        return kind switch
        {
            "text" => new TextPart(ChatText.Find(part, "text", body)!.Value),
            "refusal" => new TextPart(ChatText.Find(part, "refusal", body) ?? ""),
            "image_url" => part.Member("image_url") is { ValueKind: JsonValueKind.Object } image
                ? new ImagePart(ChatText.Find(image, "url", body)!.Value, image.Text("detail"))
                : new ImagePart(ChatText.Find(part, "image_url", body)!.Value),
            _ => new OtherPart(kind),
        };
    }
}
