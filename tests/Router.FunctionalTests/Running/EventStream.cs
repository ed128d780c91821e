using System.Text.Json;

namespace Router.FunctionalTests.Running;

/// <summary>A streamed answer, taken apart.</summary>
/// <param name="Events">Data of each event, in order.</param>
/// <param name="Comments">Comments, in order.</param>
internal sealed record EventStream(IReadOnlyList<string> Events, IReadOnlyList<string> Comments)
{
    public bool IsDone => Events[^1] == "[DONE]";

    /// <summary>The pieces of text, joined.</summary>
    public string Text => string.Concat(Chunks.Select(TextOf));

    public IEnumerable<JsonElement> Chunks => Events.Where(data => data != "[DONE]").Select(data => JsonDocument.Parse(data).RootElement);

    public string? FinishReason => Chunks.Select(FinishReasonOf).LastOrDefault(reason => reason is not null);

    /// <summary>The error at the end; null when there is none.</summary>
    public JsonElement? Error => Chunks.LastOrDefault() is { ValueKind: JsonValueKind.Object } last && last.TryGetProperty("error", out var error) ? error : null;

    public static async Task<EventStream> ReadAsync(HttpResponseMessage response)
    {
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        var frames = (await response.Content.ReadAsStringAsync()).Split("\n\n");
        Assert.Equal("", frames[^1]);
        Assert.All(frames[..^1], frame => Assert.DoesNotContain('\n', frame));
        return new(
            [.. frames.Where(frame => frame.StartsWith("data: ", StringComparison.Ordinal)).Select(frame => frame["data: ".Length..])],
            [.. frames.Where(frame => frame.StartsWith(':'))]);
    }

    private static string TextOf(JsonElement chunk) =>
        FirstChoice(chunk) is { } choice
        && choice.GetProperty("delta").TryGetProperty("content", out var content)
            ? content.GetString() ?? ""
            : "";

    private static string? FinishReasonOf(JsonElement chunk) => FirstChoice(chunk) is { } choice ? choice.GetProperty("finish_reason").GetString() : null;

    private static JsonElement? FirstChoice(JsonElement chunk) =>
        chunk.TryGetProperty("choices", out var choices) && choices.GetArrayLength() > 0 ? choices[0] : null;
}
