using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.Anthropic;

/// <summary>What single values of Anthropic's format mean.</summary>
internal static class AnthropicWords
{
    // The token counts of thought up to which other formats say low and medium. Ours: providers give no figures for their words.
    public const int LowThinking = 4_096;
    public const int MediumThinking = 16_384;

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
            HourCacheWriteTokens = counts.Member("cache_creation")?.Whole("ephemeral_1h_input_tokens") ?? known.HourCacheWriteTokens,
            OutputTokens = counts.Whole("output_tokens") ?? known.OutputTokens,
            ReasoningTokens = counts.Member("output_tokens_details")?.Whole("thinking_tokens") ?? known.ReasoningTokens,
        };
    }

    public static ReadOnlySpan<byte> StopWord(FinishReason? reason, bool hasCalls) => reason switch
    {
        FinishReason.Length => "max_tokens"u8,
        FinishReason.ContentFilter => "refusal"u8,
        FinishReason.ToolCalls => "tool_use"u8,
        _ => hasCalls ? "tool_use"u8 : "end_turn"u8,
    };

    /// <summary>Writes counts as an object.</summary>
    public static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, usage.FreshInputTokens);
        json.WriteNumber("cache_creation_input_tokens"u8, usage.CacheWriteTokens);
        json.WriteNumber("cache_read_input_tokens"u8, usage.CachedInputTokens);
        json.WriteNumber("output_tokens"u8, usage.OutputTokens);
        if (usage.ReasoningTokens > 0)
        {
            json.WriteStartObject("output_tokens_details"u8);
            json.WriteNumber("thinking_tokens"u8, usage.ReasoningTokens);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>The schema that an answer must follow, in the newer or the older of two spellings.</summary>
    /// <returns>Null when none is given.</returns>
    public static JsonElement? OutputSchema(JsonElement root) =>
        (root.Member("output_config")?.Member("format") ?? root.Member("output_format"))?.Member("schema");

    /// <summary>Where an image is, as an address, <c>data:</c> for one that holds itself.</summary>
    /// <returns>Null when only the provider can find it.</returns>
    public static ChatText? ImageAddress(JsonElement source, ReadOnlyMemory<byte> body) => source.Text("type") switch
    {
        "base64" => DataUrl.AddressOf(source.Text("media_type"), ChatText.Find(source, "data", body) ?? ""),
        "url" => ChatText.Find(source, "url", body),
        _ => null,
    };

    /// <summary>The text of a document that is plain text.</summary>
    /// <returns>Null for a file of any other kind.</returns>
    public static ChatText? DocumentText(JsonElement block, ReadOnlyMemory<byte> body) =>
        IsText(block) ? ChatText.Find(block.GetProperty("source"), "data", body) : null;

    /// <summary>Whether a document is plain text.</summary>
    public static bool IsText(JsonElement document) =>
        document.Member("source") is { } source && source.Text("type") == "text" && source.Member("data") is { ValueKind: JsonValueKind.String };

    /// <summary>Remembers that an element asks for caching, which other formats do not leave to the caller.</summary>
    public static void NoteCaching(JsonElement element, ISet<string> unknown)
    {
        if (element.Member("cache_control") is not null)
        {
            unknown.Add("cache_control");
        }
    }
}
