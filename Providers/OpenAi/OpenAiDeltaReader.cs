using System.Text.Json;
using Providers.Chat;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>Reads a chunk that was already looked through into the canonical form.</summary>
internal static class OpenAiDeltaReader
{
    /// <exception cref="UpstreamFailureException">A text in it is none.</exception>
    public static ChatDelta Read(ReadOnlyMemory<byte> data)
    {
        try
        {
            return ReadValid(data);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a character, which the first look does not take apart.
            throw new UpstreamFailureException(UpstreamFailure.Malformed("A text of the answer is not valid Unicode."), e);
        }
    }

    private static ChatDelta ReadValid(ReadOnlyMemory<byte> data)
    {
        using var document = JsonDocument.Parse(data);
        var usage = OpenAiScan.Read(data.Span).Usage;
        var deltas = document.RootElement.Items("choices").Select(choice => ReadChoice(choice, data)).ToArray();
        var first = Array.Find(deltas, static delta => delta.Index == 0) ?? ChatDelta.Empty;
        return first with { Usage = usage, Others = [.. deltas.Where(static delta => delta.Index != 0)] };
    }

    private static ChatDelta ReadChoice(JsonElement choice, ReadOnlyMemory<byte> data)
    {
        var delta = choice.Member("delta") ?? default;
        return new()
        {
            Text = delta.Text("content") ?? OpenAiContentParts.Text(delta, data)?.ToString(),
            Reasoning = delta.Text("reasoning_content") ?? delta.Text("reasoning") ?? OpenAiContentParts.Thoughts(delta, data)?.ToString(),
            Refusal = delta.Text("refusal"),
            ToolCalls = [.. delta.Items("tool_calls").Select((call, position) => ReadCall(call, position, data))],
            FinishReason = OpenAiFinish.Read(choice.Text("finish_reason")),
            LogProbabilities = LogProbabilityJson.Read((choice.Member("logprobs") ?? default).Items("content")),
            Index = (int)(choice.Whole("index") ?? 0),
        };
    }

    private static ToolCallDelta ReadCall(JsonElement call, int position, ReadOnlyMemory<byte> data)
    {
        var function = call.Member("function") ?? default;
        return new(
            (int)(call.Whole("index") ?? position),
            NotEmpty(call.Text("id")),
            NotEmpty(function.Text("name")),
            OpenAiMessageReader.ReadArguments(function, data).ToString(),
            ThoughtSignature.Read(call));
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
