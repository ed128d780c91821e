using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Ollama;

/// <summary>
/// Reads validated messages, in order, into the canonical form. Where calls and results have no ids, a result answers the first
/// call of its tool that has none yet.
/// </summary>
/// <param name="body">The body they stand in.</param>
internal sealed class OllamaMessageReader(ReadOnlyMemory<byte> body)
{
    private readonly List<ToolCall> _unanswered = [];
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Names of what no other format can say.</summary>
    public IEnumerable<string> Unknown => _unknown;

    public static IEnumerable<ImagePart> ReadImages(JsonElement element, ReadOnlyMemory<byte> body) =>
        element.Items("images").Select(image => ChatText.Of(image, body)).Select(static base64 => new ImagePart(DataUrl.AddressOf(TypeOf(base64), base64)));

    public ChatMessage Read(JsonElement message)
    {
        var role = message.Text("role");
        if (ChatText.Find(message, "thinking", body) is { IsEmpty: false })
        {
            _unknown.Add("messages.thinking");
        }

        var calls = message.Items("tool_calls").Select(ReadCall).ToImmutableArray();
        _unanswered.AddRange(calls);
        var text = ChatText.Find(message, "content", body) ?? "";
        return new()
        {
            Role = role switch
            {
                "system" => ChatRole.System,
                "assistant" => ChatRole.Assistant,
                "tool" => ChatRole.Tool,
                _ => ChatRole.User,
            },
            Content = text.IsEmpty && calls.Length > 0 ? [] : [new TextPart(text), .. ReadImages(message, body)],
            ToolCalls = calls,
            ToolCallId = role == "tool" ? Answered(message) : null,
        };
    }

    private ToolCall ReadCall(JsonElement call)
    {
        var function = call.Member("function") ?? default;
        return new(call.Text("id") ?? NextId(), function.Text("name")!, function.Member("arguments") switch
        {
            { ValueKind: JsonValueKind.String } text => ChatText.Of(text, body),
            { } structure => ChatText.OfUtf8(structure.Raw(body)),
            null => "{}",
        });
    }

    private string Answered(JsonElement message)
    {
        if (message.Text("tool_call_id") is { Length: > 0 } id)
        {
            _unanswered.RemoveAll(call => call.Id == id);
            return id;
        }

        var name = message.Text("tool_name") ?? message.Text("name");
        var at = Math.Max(0, _unanswered.FindIndex(call => call.Name == name));
        if (at >= _unanswered.Count)
        {
            return NextId();
        }

        id = _unanswered[at].Id;
        _unanswered.RemoveAt(at);
        return id;
    }

    private string NextId() => string.Create(CultureInfo.InvariantCulture, $"call_{_calls++}");

    // Only the bytes are sent; each kind of image begins with its own, and so does their base64.
    private static string TypeOf(ChatText base64) =>
        base64.BeginsWith("/9j/") ? "image/jpeg"
        : base64.BeginsWith("R0lGOD") ? "image/gif"
        : base64.BeginsWith("UklGR") ? "image/webp"
        : "image/png";
}
