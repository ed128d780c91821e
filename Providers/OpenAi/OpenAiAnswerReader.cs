using System.Text.Json;
using Providers.Chat;
using Providers.Failures;

namespace Providers.OpenAi;

/// <summary>Reads a whole answer that was already looked through into the canonical form; the first choice counts.</summary>
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
        var choice = root.Items("choices").First();
        var message = choice.Member("message") ?? default;
        return new()
        {
            Id = root.Text("id"),
            Model = root.Text("model"),
            Text = message.Text("content"),
            Reasoning = message.Text("reasoning_content") ?? message.Text("reasoning"),
            Refusal = message.Text("refusal"),
            ToolCalls = [.. message.Items("tool_calls").Select(OpenAiMessageReader.ReadCall).OfType<ToolCall>()],
            FinishReason = OpenAiFinish.Read(choice.Text("finish_reason")),
            Usage = OpenAiScan.Read(body.Span).Usage,
        };
    }
}
