using System.Text.Json;

namespace Router.FunctionalTests.Anthropic;

/// <summary>A streamed message, put together as Anthropic's SDKs do it, which insist on names and order (rules 23 to 27).</summary>
/// <param name="Events">Data of each event, in order.</param>
/// <param name="Comments">Comments, in order.</param>
internal sealed record MessageStream(IReadOnlyList<JsonElement> Events, IReadOnlyList<string> Comments)
{
    private readonly Dictionary<string, long> _counts = [];
    private bool _open;

    /// <summary>Text of the blocks of each kind: <c>text</c>, <c>thinking</c>, and names, arguments and ids of calls.</summary>
    public List<(string Kind, string Text, string? Name, string? Id)> Blocks { get; } = [];

    public string Signatures { get; private set; } = "";

    public string? Model { get; private set; }

    public string? StopReason { get; private set; }

    public JsonElement Usage { get; private set; }

    /// <summary>Input and output together, of the counts that came last.</summary>
    public long TotalTokens => _counts.Values.Sum();

    public JsonElement? Error { get; private set; }

    public bool IsDone { get; private set; }

    public int Pings { get; private set; }

    public string Text => string.Concat(Blocks.Where(block => block.Kind == "text").Select(block => block.Text));

    public static async Task<MessageStream> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var frames = (await response.Content.ReadAsStringAsync()).Split("\n\n");
        Assert.Equal("", frames[^1]);
        var stream = new MessageStream(
            [.. frames[..^1].Where(frame => !frame.StartsWith(':')).Select(DataOf)], [.. frames.Where(frame => frame.StartsWith(':'))]);
        foreach (var one in stream.Events)
        {
            stream.Apply(one);
        }

        return stream;
    }

    private static JsonElement DataOf(string frame)
    {
        var lines = frame.Split('\n');
        Assert.Equal(2, lines.Length);
        var data = JsonDocument.Parse(lines[1]["data: ".Length..]).RootElement;
        Assert.Equal("event: " + data.GetProperty("type").GetString(), lines[0]);
        return data;
    }

    private void Apply(JsonElement one)
    {
        var type = one.GetProperty("type").GetString();
        Assert.True(type is "message_start" or "error" || Model is not null, $"Unexpected event order: {type} before message_start");
        Assert.False(IsDone, $"{type} after message_stop");
        switch (type)
        {
            case "message_start":
                Model = one.GetProperty("message").GetProperty("model").GetString();
                Count(one.GetProperty("message").GetProperty("usage"));
                break;
            case "content_block_start":
                Assert.False(_open, "A block began within another.");
                Assert.Equal(Blocks.Count, one.GetProperty("index").GetInt32());
                _open = true;
                var block = one.GetProperty("content_block");
                Blocks.Add((
                    block.GetProperty("type").GetString()!, "",
                    block.TryGetProperty("name", out var name) ? name.GetString() : null,
                    block.TryGetProperty("id", out var id) ? id.GetString() : null));
                break;
            case "content_block_delta":
                Assert.True(_open, "A delta outside of a block.");
                Assert.Equal(Blocks.Count - 1, one.GetProperty("index").GetInt32());
                Add(one.GetProperty("delta"));
                break;
            case "content_block_stop":
                Assert.True(_open, "A block ended twice.");
                _open = false;
                break;
            case "message_delta":
                Assert.False(_open, "The answer ended within a block.");
                StopReason = one.GetProperty("delta").GetProperty("stop_reason").GetString();
                Usage = one.GetProperty("usage");
                Assert.True(Usage.GetProperty("output_tokens").TryGetInt64(out _));
                Count(Usage);
                break;
            case "message_stop":
                IsDone = true;
                break;
            case "ping":
                Pings++;
                break;
            case "error":
                Error = one.GetProperty("error");
                break;
        }
    }

    // What a later event does not repeat stays as it was.
    private void Count(JsonElement usage)
    {
        foreach (var count in usage.EnumerateObject().Where(count => count.Value.ValueKind == JsonValueKind.Number))
        {
            _counts[count.Name] = count.Value.GetInt64();
        }
    }

    private void Add(JsonElement delta)
    {
        var (kind, text, name, id) = Blocks[^1];
        switch (delta.GetProperty("type").GetString())
        {
            case "text_delta":
                text += delta.GetProperty("text").GetString();
                break;
            case "thinking_delta":
                text += delta.GetProperty("thinking").GetString();
                break;
            case "input_json_delta":
                text += delta.GetProperty("partial_json").GetString();
                break;
            case "signature_delta":
                Signatures += delta.GetProperty("signature").GetString();
                break;
        }

        Blocks[^1] = (kind, text, name, id);
    }
}
