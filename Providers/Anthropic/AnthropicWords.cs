using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.Anthropic;

/// <summary>What single values of Anthropic's format mean.</summary>
internal static class AnthropicWords
{
    public static FinishReason? ReadStop(string? word) => word switch
    {
        null => null,
        "max_tokens" or "model_context_window_exceeded" => FinishReason.Length,
        "tool_use" => FinishReason.ToolCalls,
        "refusal" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    /// <summary>Reads counts. Tokens read from and written to the cache are counted beside the input here, not within it.</summary>
    /// <param name="usage">The member; null when absent.</param>
    /// <param name="before">What an earlier event of the stream reported; counts absent now stay as they were.</param>
    public static TokenUsage? ReadUsage(JsonElement? usage, TokenUsage? before = null)
    {
        if (usage is not { ValueKind: JsonValueKind.Object } counts)
        {
            return before;
        }

        var known = before ?? default;
        var cached = counts.Whole("cache_read_input_tokens") ?? known.CachedInputTokens;
        var written = counts.Whole("cache_creation_input_tokens") ?? known.CacheWriteTokens;
        var fresh = counts.Whole("input_tokens") ?? known.InputTokens - known.CachedInputTokens - known.CacheWriteTokens;
        return new TokenUsage
        {
            InputTokens = fresh + cached + written,
            CachedInputTokens = cached,
            CacheWriteTokens = written,
            OutputTokens = counts.Whole("output_tokens") ?? known.OutputTokens,
            ReasoningTokens = counts.Member("output_tokens_details")?.Whole("thinking_tokens") ?? known.ReasoningTokens,
        };
    }
}
