using System.Text.Json;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>Reads token counts as OpenAI names them, and as some providers do who otherwise speak its format.</summary>
internal static class OpenAiUsage
{
    // Beyond it a figure is nonsense, and sums of it would overflow.
    private const decimal DearestAnswer = 1_000_000;

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
        NanoDollars? charged = null, paidElsewhere = null;
        var hasCounts = false;
        var ownKey = false;
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
            else if (reader.ValueTextEquals("cost"u8) && reader.CurrentDepth == depth + 1)
            {
                charged = Dollars(ref reader);
            }
            else if (reader.ValueTextEquals("is_byok"u8))
            {
                // With a key of ours at the upstream OpenRouter charges its fee, and the upstream the rest.
                reader.Read();
                ownKey = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("upstream_inference_cost"u8))
            {
                paidElsewhere = Dollars(ref reader);
            }
        }

        // Some leave the model's thoughts out of completion_tokens yet bill them: they show only in the total.
        output = Math.Max(output, total - input);
        return !hasCounts ? null : new()
        {
            InputTokens = input,
            OutputTokens = output,
            CachedInputTokens = Math.Min(cached, input),
            CacheWriteTokens = Math.Min(written, input - Math.Min(cached, input)),
            ReasoningTokens = Math.Min(reasoning, output),
            ReportedCost = ownKey && paidElsewhere is { } rest ? charged + rest : charged,
        };
    }

    private static NanoDollars? Dollars(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var dollars) && dollars is >= 0 and <= DearestAnswer
            ? NanoDollars.FromDollars(dollars)
            : null;
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
