using System.Globalization;
using System.Text.Json;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.Ollama;

/// <summary>Reads one object of an answer, which is a line of a stream or the whole: the two have the same shape.</summary>
internal static class OllamaAnswerReader
{
    /// <param name="data">The object.</param>
    /// <param name="callsBefore">Tool calls in the lines before.</param>
    /// <exception cref="UpstreamFailureException">It is an error, or not such an object.</exception>
    public static (ChatAnswer Answer, bool IsDone) Read(ReadOnlyMemory<byte> data, int callsBefore)
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

    private static (ChatAnswer Answer, bool IsDone) Read(JsonElement root, ReadOnlyMemory<byte> data, int callsBefore)
    {
        if (root.Member("error") is not null)
        {
            throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(root), null));
        }

        if (root.Member("message") is not { ValueKind: JsonValueKind.Object } message)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer has no message."));
        }

        var moment = string.Concat((root.Text("created_at") ?? "").Where(char.IsAsciiDigit));
        var answer = new ChatAnswer
        {
            Model = root.Text("model"),
            Text = NotEmpty(ChatText.Find(message, "content", data)),
            Reasoning = NotEmpty(ChatText.Find(message, "thinking", data)),
            LogProbabilities = LogProbabilityJson.Read(root.Items("logprobs")),
            ToolCalls = [.. message.Items("tool_calls").Select((call, index) => ReadCall(call, data, moment, callsBefore + index))],
        };
        return root.Flag("done") == true ? (Finish(answer, root, callsBefore), true) : (answer, false);
    }

    private static ChatAnswer Finish(ChatAnswer answer, JsonElement root, int callsBefore) => answer with
    {
        FinishReason = root.Text("done_reason") == "length" ? FinishReason.Length
            : callsBefore + answer.ToolCalls.Length > 0 ? FinishReason.ToolCalls
            : FinishReason.Stop,
        Usage = root.Whole("eval_count") is null && root.Whole("prompt_eval_count") is null
            ? null
            : new TokenUsage { InputTokens = root.Whole("prompt_eval_count") ?? 0, OutputTokens = root.Whole("eval_count") ?? 0 },
    };

    private static ToolCall ReadCall(JsonElement call, ReadOnlyMemory<byte> data, string moment, int index)
    {
        var function = call.Member("function") ?? default;

        // Older servers give calls no id; callers need one that no other turn of the conversation uses.
        var id = NotEmpty(call.Text("id")) ?? string.Create(CultureInfo.InvariantCulture, $"call_{moment}_{index}");
        return new(id, function.Text("name") ?? "", function.Member("arguments") switch
        {
            { ValueKind: JsonValueKind.String } text => ChatText.Of(text, data),
            { } structure => ToolArguments.Find(structure, data),
            null => "{}",
        });
    }

    private static ChatText? NotEmpty(ChatText? text) => text is { IsEmpty: false } ? text : null;

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
