using System.Text.Json;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>Reads token counts as OpenAI names them, and as some providers do who otherwise speak its format.</summary>
internal static class OpenAiUsage
{
    /// <summary>Leaves the reader on the last token of the value.</summary>
    /// <returns>Null when there are no counts.</returns>
    public static TokenUsage? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return null;
        }

        long input = 0, output = 0, total = 0, cached = 0, written = 0, reasoning = 0;
        var hasCounts = false;
        var depth = reader.CurrentDepth;

        // The details lie one level deeper under names of their own, so that one flat loop finds them all.
        while (reader.Read() && !(reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == depth))
        {
            if (reader.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            if (reader.ValueTextEquals("prompt_tokens"u8))
            {
                hasCounts |= Count(ref reader, ref input);
            }
            else if (reader.ValueTextEquals("completion_tokens"u8))
            {
                hasCounts |= Count(ref reader, ref output);
            }
            else if (reader.ValueTextEquals("total_tokens"u8))
            {
                Count(ref reader, ref total);
            }
            else if (reader.ValueTextEquals("cached_tokens"u8) || reader.ValueTextEquals("prompt_cache_hit_tokens"u8))
            {
                // OpenAI and Kimi; DeepSeek.
                Count(ref reader, ref cached);
            }
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
            {
                Count(ref reader, ref written);
            }
            else if (reader.ValueTextEquals("reasoning_tokens"u8))
            {
                Count(ref reader, ref reasoning);
            }
        }

        // Some leave the model's thoughts out of completion_tokens yet bill them: they show only in the total.
        output = Math.Max(output, total - input);
        return !hasCounts ? null : new()
        {
            InputTokens = input,
            OutputTokens = output,
            CachedInputTokens = Math.Min(cached, input),
            CacheWriteTokens = Math.Min(written, input),
            ReasoningTokens = Math.Min(reasoning, output),
        };
    }

    private static bool Count(ref Utf8JsonReader reader, ref long count)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || number < 0)
        {
            return false;
        }

        count = Math.Max(count, number);
        return true;
    }
}
