using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi.Responses;

/// <summary>What a response says of itself from its beginning to its end, the caller's own wishes among it.</summary>
public sealed class ResponseHead
{
    // In the order of OpenAI's own answers, with what they say where the caller was silent.
    private static readonly (string Name, byte[] Default)[] Repeated =
    [
        ("instructions", [.. "null"u8]),
        ("max_output_tokens", [.. "null"u8]),
        ("metadata", [.. "{}"u8]),
        ("parallel_tool_calls", [.. "true"u8]),
        ("reasoning", [.. """{"effort":null,"summary":null}"""u8]),
        ("service_tier", [.. "\"default\""u8]),
        ("temperature", [.. "1"u8]),
        ("text", [.. """{"format":{"type":"text"}}"""u8]),
        ("tool_choice", [.. "\"auto\""u8]),
        ("tools", [.. "[]"u8]),
        ("top_p", [.. "1"u8]),
        ("truncation", [.. "\"disabled\""u8]),
        ("user", [.. "null"u8]),
    ];

    // Instructions and tools may be long: they are repeated from where they stand in the request.
    private readonly (string Name, ReadOnlyMemory<byte> Json)[] _echo;
    private readonly string? _previous;

    /// <summary>Begins a response.</summary>
    /// <param name="key">What makes its ids its own.</param>
    /// <param name="model">The model that answers.</param>
    /// <param name="created">When it began.</param>
    /// <param name="request">The request, whose wishes are repeated.</param>
    public ResponseHead(string key, string model, DateTimeOffset created, ChatRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        (Key, Model, Created, _previous) = (key, model, created, request.ContinuesAs);
        using var document = JsonDocument.Parse(request.Original);
        var root = document.RootElement;
        _echo = [.. Repeated.Select(member => (member.Name, root.Member(member.Name)?.Raw(request.Original) ?? member.Default))];
    }

    /// <summary>What makes its ids its own.</summary>
    public string Key { get; }

    /// <summary>The model that answers.</summary>
    public string Model { get; }

    /// <summary>When it began.</summary>
    public DateTimeOffset Created { get; }

    internal void Write(Utf8JsonWriter json, string status)
    {
        json.WriteString("id"u8, $"resp_{Key}");
        json.WriteString("object"u8, "response"u8);
        json.WriteNumber("created_at"u8, Created.ToUnixTimeSeconds());
        json.WriteString("status"u8, status);
        json.WriteBoolean("background"u8, false);
        json.WriteString("model"u8, Model);
        json.WriteString("previous_response_id"u8, _previous);
        json.WriteBoolean("store"u8, false);
        foreach (var (name, value) in _echo)
        {
            json.WritePropertyName(name);
            json.WriteRawValue(value.Span, skipInputValidation: true);
        }
    }
}
