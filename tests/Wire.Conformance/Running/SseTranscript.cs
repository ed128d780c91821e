using System.Net;
using System.Text;
using System.Text.Json;

namespace Wire.Conformance.Running;

/// <summary>A stream of events as it was received, to its end.</summary>
/// <param name="Body">All of it.</param>
/// <param name="Events">Its events, in order; comments are left out.</param>
internal sealed record SseTranscript(string Body, IReadOnlyList<SseEvent> Events)
{
    public const string Done = "[DONE]";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The data of every event but the end mark.</summary>
    public IReadOnlyList<JsonElement> Chunks { get; } = [.. Events.Where(one => one.Data != Done).Select(one => JsonElement.Parse(one.Data))];

    /// <summary>Everything that the chunks say of their first choice.</summary>
    public IEnumerable<JsonElement> Choices => Chunks
        .Where(chunk => chunk.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0)
        .Select(chunk => chunk.GetProperty("choices")[0]);

    public IEnumerable<JsonElement> Deltas => Choices.Select(choice => choice.GetProperty("delta"));

    public string Text => string.Concat(Deltas.Select(delta => delta.TextOf("content")));

    public string[] FinishReasons => [.. Choices.Select(choice => choice.TextOf("finish_reason")).OfType<string>()];

    public JsonElement? Error => Chunks.Select(chunk => chunk.Find("error")).LastOrDefault(error => error is not null);

    public static async Task<SseTranscript> ReadAsync(HttpResponseMessage response)
    {
        var body = Strict.GetString(await response.Content.ReadAsByteArrayAsync());
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith("\n\n", body, StringComparison.Ordinal);
        return new SseTranscript(body, [.. body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries).Select(SseEvent.Read).OfType<SseEvent>()]);
    }
}
