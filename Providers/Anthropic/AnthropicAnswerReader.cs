using System.Text.Json;
using Providers.Chat;
using Providers.Failures;

namespace Providers.Anthropic;

/// <summary>Reads a whole message into the canonical form.</summary>
internal static class AnthropicAnswerReader
{
    /// <exception cref="UpstreamFailureException">It is an error, or not a message.</exception>
    public static ChatAnswer Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return Read(document.RootElement, body);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not valid JSON."), e);
        }
    }

    private static ChatAnswer Read(JsonElement root, ReadOnlyMemory<byte> body)
    {
        if (root.Member("error") is not null)
        {
            throw new UpstreamFailureException(FailureClassifier.ClassifyInBand(ErrorBody.Read(root), null));
        }

        if (root.Member("content") is not { ValueKind: JsonValueKind.Array } content)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer has no content."));
        }

        return new()
        {
            Id = root.Text("id"),
            Model = root.Text("model"),
            Text = Join(content, "text", body),
            Reasoning = Join(content, "thinking", body),
            ToolCalls = [.. content.EnumerateArray().Where(block => block.Text("type") == "tool_use").Select(block => ReadCall(block, body))],
            FinishReason = AnthropicWords.ReadStop(root.Text("stop_reason")),
            Usage = AnthropicWords.ReadUsage(root.Member("usage")),
        };
    }

    // A text block has "text" in member "text", a thinking block has "thinking" in "thinking".
    private static ChatText? Join(JsonElement content, string kind, ReadOnlyMemory<byte> body) => ChatText.Join(
        content.EnumerateArray().Where(block => block.Text("type") == kind).Select(block => ChatText.Find(block, kind, body) ?? ""));

    private static ToolCall ReadCall(JsonElement block, ReadOnlyMemory<byte> body) =>
        new(block.Text("id") ?? "", block.Text("name") ?? "", block.Member("input") is { } input ? ToolArguments.Find(input, body) : "{}");
}
