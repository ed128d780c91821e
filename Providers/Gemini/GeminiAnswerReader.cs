using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Gemini;

/// <summary>Reads a response, which is an event of a stream or the whole: the two have the same shape.</summary>
internal static class GeminiAnswerReader
{
    /// <param name="data">The response.</param>
    /// <param name="callsBefore">Tool calls in the events before.</param>
    /// <exception cref="UpstreamFailureException">It is an error, a refused prompt, or not a response.</exception>
    public static ChatAnswer Read(ReadOnlyMemory<byte> data, int callsBefore)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return Read(document.RootElement, data, callsBefore);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }
    }

    private static ChatAnswer Read(JsonElement root, ReadOnlyMemory<byte> data, int callsBefore)
    {
        if (root.Member("error") is { } error)
        {
            throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(root), (int?)error.Whole("code")));
        }

        if (root.Member("promptFeedback")?.Text("blockReason") is not null)
        {
            throw new UpstreamFailureException(
                new UpstreamFailure { Kind = FailureKind.ContentPolicy, Message = "The provider declines the prompt." });
        }

        if (root.Member("candidates") is null && root.Member("usageMetadata") is null)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer has no candidates."));
        }

        var candidate = root.Items("candidates").FirstOrDefault();
        var parts = (candidate.Member("content") ?? default).Items("parts").ToArray();
        var id = root.Text("responseId");
        var calls = parts.Where(part => part.Member("functionCall") is not null)
            .Select((part, index) => ReadCall(part, data, id, callsBefore + index)).ToArray();
        return new()
        {
            Id = id,
            Model = root.Text("modelVersion"),
            Text = Join(parts, data, areThoughts: false),
            Reasoning = Join(parts, data, areThoughts: true),
            ToolCalls = [.. calls],
            FinishReason = ReadFinish(candidate.Text("finishReason"), callsBefore + calls.Length > 0),
            Usage = ReadUsage(root.Member("usageMetadata")),
            LogProbabilities = ReadLogProbabilities(candidate.Member("logprobsResult") ?? default),
        };
    }

    // What was chosen and what might have been are lists of their own here, place by place.
    private static ImmutableArray<TokenLogProbability> ReadLogProbabilities(JsonElement result)
    {
        var likeliest = result.Items("topCandidates").ToArray();
        return [.. result.Items("chosenCandidates").Select((token, place) => ReadToken(token) with
        {
            Top = place < likeliest.Length ? [.. likeliest[place].Items("candidates").Select(ReadToken)] : [],
        })];

        static TokenLogProbability ReadToken(JsonElement token) => new(token.Text("token") ?? "", token.Number("logProbability") ?? 0);
    }

    private static ChatText? Join(JsonElement[] parts, ReadOnlyMemory<byte> data, bool areThoughts) => ChatText.Join(
        parts.Where(part => (part.Flag("thought") == true) == areThoughts).Select(part => ChatText.Find(part, "text", data)).OfType<ChatText>()
            .Where(static text => !text.IsEmpty));

    private static ToolCall ReadCall(JsonElement part, ReadOnlyMemory<byte> data, string? answer, int index)
    {
        var call = part.Member("functionCall")!.Value;

        // Mostly there is no id; callers need one that no other turn of the conversation uses.
        var id = call.Text("id") ?? string.Create(CultureInfo.InvariantCulture, $"call_{answer}_{index}");
        return new(id, call.Text("name") ?? "", call.Member("args") is { } arguments ? ToolArguments.Find(arguments, data) : "{}", part.Text("thoughtSignature"));
    }

    private static FinishReason? ReadFinish(string? word, bool hasCalls) => word switch
    {
        null or "FINISH_REASON_UNSPECIFIED" => null,
        "MAX_TOKENS" => FinishReason.Length,
        "SAFETY" or "RECITATION" or "PROHIBITED_CONTENT" or "BLOCKLIST" or "SPII" or "IMAGE_SAFETY" => FinishReason.ContentFilter,
        "MALFORMED_FUNCTION_CALL" or "UNEXPECTED_TOOL_CALL" => throw new UpstreamFailureException(
            UpstreamFailure.Malformed("The model called a tool in a way that cannot be read.")),
        _ => hasCalls ? FinishReason.ToolCalls : FinishReason.Stop,
    };

    // Thoughts are counted beside the candidates' tokens here, results of built-in tools beside the prompt's.
    private static TokenUsage? ReadUsage(JsonElement? usage) => usage is not { ValueKind: JsonValueKind.Object } counts ? null : new()
    {
        InputTokens = (counts.Whole("promptTokenCount") ?? 0) + (counts.Whole("toolUsePromptTokenCount") ?? 0),
        CachedInputTokens = counts.Whole("cachedContentTokenCount") ?? 0,
        OutputTokens = (counts.Whole("candidatesTokenCount") ?? 0) + (counts.Whole("thoughtsTokenCount") ?? 0),
        ReasoningTokens = counts.Whole("thoughtsTokenCount") ?? 0,
    };
}
