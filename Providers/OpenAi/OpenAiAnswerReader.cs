using System.Text.Json;
using Providers.Chat;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>Reads a whole answer that was already looked through into the canonical form.</summary>
internal static class OpenAiAnswerReader
{
    /// <exception cref="UpstreamFailureException">A text in it is none.</exception>
    public static ChatAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            return ReadValid(body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a character, which the first look does not take apart.
            throw new UpstreamFailureException(UpstreamFailure.Malformed("A text of the answer is not valid Unicode."), e);
        }
    }

    private static ChatAnswer ReadValid(ReadOnlyMemory<byte> body)
    {
        using var document = JsonDocument.Parse(body);
        var root = document.RootElement;
        var answers = root.Items("choices").OrderBy(static choice => choice.Whole("index") ?? 0).Select(choice => ReadChoice(choice, body)).ToArray();
        return answers[0] with
        {
            Id = root.Text("id"),
            Model = root.Text("model"),
            Usage = OpenAiScan.Read(body.Span).Usage,
            Others = [.. answers[1..]],
        };
    }

    private static ChatAnswer ReadChoice(JsonElement choice, ReadOnlyMemory<byte> body)
    {
        var message = choice.Member("message") ?? default;
        return new()
        {
            Text = OpenAiContentParts.Text(message, body),
            Reasoning = ChatText.Find(message, "reasoning_content", body) ?? ChatText.Find(message, "reasoning", body)
                ?? OpenAiContentParts.Thoughts(message, body),
            Refusal = ChatText.Find(message, "refusal", body),
            ToolCalls = [.. message.Items("tool_calls").Select(call => OpenAiMessageReader.ReadCall(call, body)).OfType<ToolCall>()],
            FinishReason = OpenAiFinish.Read(choice.Text("finish_reason")),
            LogProbabilities = LogProbabilityJson.Read((choice.Member("logprobs") ?? default).Items("content")),
        };
    }
}
