using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Providers.Chat;
using Providers.Failures;
using Routing.Money;

namespace Providers.OpenAi.Responses;

/// <summary>Finds in responses and their events what routing and accounting must know.</summary>
internal static class ResponseFacts
{
    /// <exception cref="UpstreamFailureException">The response has failed, or is none.</exception>
    public static ChunkFacts OfWhole(JsonElement response)
    {
        if (response.Member("output") is not { ValueKind: JsonValueKind.Array } output || response.Text("status") is not ("completed" or "incomplete"))
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is no response that has ended."));
        }

        return End(response) with { ContentBytes = JsonMarshal.GetRawUtf8Value(output).Length, IsContent = true };
    }

    /// <exception cref="UpstreamFailureException">The event says that the response has failed, or is none.</exception>
    public static ChunkFacts OfEvent(ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            var root = document.RootElement;
            var type = root.Text("type") ?? throw (root.Member("error") is null
                ? new UpstreamFailureException(UpstreamFailure.Malformed("An event of the answer has no type."))
                : Failed(root));
            return OfEvent(type, root) with { EventName = type };
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new UpstreamFailureException(UpstreamFailure.Malformed("An event of the answer is not valid JSON."), e);
        }
    }

    private static ChunkFacts OfEvent(string type, JsonElement root)
    {
        switch (type)
        {
            case "response.completed" or "response.incomplete":
                return End(root.Member("response") ?? default);
            case "response.failed":
                throw Failed(root.Member("response") ?? root);
            case "error":
                throw Failed(root);

            // A call begins; texts and thoughts begin empty.
            case "response.output_item.added" when root.Member("item")?.Text("type") is not (null or "message" or "reasoning"):
                return new() { IsContent = true };
            case var _ when type.EndsWith(".delta", StringComparison.Ordinal) && root.Text("delta") is { Length: > 0 } delta:
                return new() { IsContent = true, ContentBytes = Encoding.UTF8.GetByteCount(delta) };
            default:
                return default;
        }
    }

    private static ChunkFacts End(JsonElement response) => new()
    {
        FinishReason = response.Text("status") == "incomplete"
            ? response.Member("incomplete_details")?.Text("reason") == "content_filter" ? FinishReason.ContentFilter : FinishReason.Length
            : response.Items("output").Any(static item => item.Text("type") == "function_call") ? FinishReason.ToolCalls : FinishReason.Stop,
        Usage = response.Member("usage") is { } usage ? ReadUsage(usage) : null,
    };

    private static TokenUsage? ReadUsage(JsonElement usage) => usage.Whole("input_tokens") is not { } input ? null : new()
    {
        InputTokens = input,
        CachedInputTokens = usage.Member("input_tokens_details")?.Whole("cached_tokens") ?? 0,
        OutputTokens = usage.Whole("output_tokens") ?? 0,
        ReasoningTokens = usage.Member("output_tokens_details")?.Whole("reasoning_tokens") ?? 0,
    };

    private static UpstreamFailureException Failed(JsonElement said) => new(FailureClassifier.ClassifyInBand(ErrorBody.Read(said), null));
}
