using System.Text.Json;

namespace Router.FunctionalTests.Ollama;

/// <summary>A streamed answer in lines (rules 32 and 33), put together.</summary>
internal sealed record OllamaStream(IReadOnlyList<JsonElement> Lines)
{
    public JsonElement Last => Lines[^1];

    public bool IsDone => Last.TryGetProperty("done", out var done) && done.GetBoolean();

    public string? Error => Last.TryGetProperty("error", out var error) ? error.GetString() : null;

    public string Text => Join("content");

    public string Thinking => Join("thinking");

    public string Response => string.Concat(Lines.Select(line => line.TryGetProperty("response", out var text) ? text.GetString() : ""));

    /// <summary>Name and arguments of each call.</summary>
    public string[] Calls =>
    [
        .. Messages.Where(message => message.TryGetProperty("tool_calls", out _)).SelectMany(message => message.GetProperty("tool_calls").EnumerateArray())
            .Select(call => call.GetProperty("function"))
            .Select(function => $"{function.GetProperty("name").GetString()} {function.GetProperty("arguments").GetRawText()}"),
    ];

    private IEnumerable<JsonElement> Messages => Lines.Where(line => line.TryGetProperty("message", out _)).Select(line => line.GetProperty("message"));

    public static async Task<OllamaStream> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var lines = (await response.Content.ReadAsStringAsync()).Split('\n');
        Assert.Equal("", lines[^1]);
        return new([.. lines[..^1].Select(line => JsonDocument.Parse(line).RootElement)]);
    }

    private string Join(string name) => string.Concat(Messages.Select(message => message.TryGetProperty(name, out var text) ? text.GetString() : ""));
}
