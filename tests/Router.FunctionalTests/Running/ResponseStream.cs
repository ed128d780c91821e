using System.Text;
using System.Text.Json;

namespace Router.FunctionalTests.Running;

/// <summary>A streamed response, taken apart: every event has a name, which its data repeat.</summary>
internal sealed record ResponseStream(IReadOnlyList<JsonElement> Events)
{
    /// <summary>What the last event says of the whole.</summary>
    public JsonElement Last => Events[^1].GetProperty("response");

    public string End => TypeOf(Events[^1]);

    public string Text => Joined("response.output_text.delta");

    public string Reasoning => Joined("response.reasoning_summary_text.delta");

    public static async Task<ResponseStream> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var frames = (await response.Content.ReadAsStringAsync()).Split("\n\n", StringSplitOptions.RemoveEmptyEntries);
        return new([.. frames.Where(frame => !frame.StartsWith(':')).Select(Read)]);
    }

    /// <summary>Events as a provider sends them.</summary>
    public static string Frames(params string[] events)
    {
        var frames = new StringBuilder();
        foreach (var data in events)
        {
            frames.Append("event: ").Append(JsonElement.Parse(data).GetProperty("type").GetString()).Append("\ndata: ").Append(data).Append("\n\n");
        }

        return frames.ToString();
    }

    private static JsonElement Read(string frame)
    {
        var lines = frame.Split('\n');
        Assert.Equal(2, lines.Length);
        var json = JsonElement.Parse(lines[1]["data: ".Length..]);
        Assert.Equal($"event: {TypeOf(json)}", lines[0]);
        return json;
    }

    private static string TypeOf(JsonElement json) => json.GetProperty("type").GetString()!;

    private string Joined(string type) => string.Concat(Events.Where(one => TypeOf(one) == type).Select(one => one.GetProperty("delta").GetString()));
}
