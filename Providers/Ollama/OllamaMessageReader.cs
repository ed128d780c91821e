using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Providers.Chat;

namespace Providers.Ollama;

/// <summary>
/// Reads validated messages, in order, into the canonical form. Where calls and results have no ids, a result answers the first
/// call of its tool that has none yet.
/// </summary>
internal sealed class OllamaMessageReader
{
    private readonly List<ToolCall> _unanswered = [];
    private readonly SortedSet<string> _unknown = new(StringComparer.Ordinal);
    private int _calls;

    /// <summary>Names of what no other format can say.</summary>
    public IEnumerable<string> Unknown => _unknown;

    public static IEnumerable<ImagePart> ReadImages(JsonElement element) =>
        element.Items("images").Select(static image => new ImagePart($"data:{TypeOf(image.GetString()!)};base64,{image.GetString()}"));

    public ChatMessage Read(JsonElement message)
    {
        var role = message.Text("role");
        if (message.Text("thinking") is { Length: > 0 })
        {
            _unknown.Add("messages.thinking");
        }

        var calls = message.Items("tool_calls").Select(ReadCall).ToImmutableArray();
        _unanswered.AddRange(calls);
        var text = message.Text("content") ?? "";
        return new()
        {
            Role = role switch
            {
                "system" => ChatRole.System,
                "assistant" => ChatRole.Assistant,
                "tool" => ChatRole.Tool,
                _ => ChatRole.User,
            },
            Content = text.Length == 0 && calls.Length > 0 ? [] : [new TextPart(text), .. ReadImages(message)],
            ToolCalls = calls,
            ToolCallId = role == "tool" ? Answered(message) : null,
        };
    }

    private ToolCall ReadCall(JsonElement call)
    {
        var function = call.Member("function") ?? default;
        return new(call.Text("id") ?? NextId(), function.Text("name")!, function.Member("arguments") switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString()!,
            { } structure => structure.GetRawText(),
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
    private static string TypeOf(string base64) =>
        base64.StartsWith("/9j/", StringComparison.Ordinal) ? "image/jpeg"
        : base64.StartsWith("R0lGOD", StringComparison.Ordinal) ? "image/gif"
        : base64.StartsWith("UklGR", StringComparison.Ordinal) ? "image/webp"
        : "image/png";
}
