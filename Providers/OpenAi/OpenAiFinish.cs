using System.Text.Json;
using Providers.Chat;

namespace Providers.OpenAi;

/// <summary>OpenAI's words for why an answer ended.</summary>
internal static class OpenAiFinish
{
    /// <returns>Null for a null; an unknown word is taken for a plain stop, as the answer did end.</returns>
    public static FinishReason? Read(ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length == 0)
        {
            reader.Skip();
            return null;
        }

        return reader.ValueTextEquals("stop"u8) ? FinishReason.Stop
            : reader.ValueTextEquals("length"u8) || reader.ValueTextEquals("model_length"u8) ? FinishReason.Length
            : reader.ValueTextEquals("tool_calls"u8) || reader.ValueTextEquals("function_call"u8) ? FinishReason.ToolCalls
            : reader.ValueTextEquals("content_filter"u8) ? FinishReason.ContentFilter
            : FinishReason.Stop;
    }

    public static FinishReason? Read(string? word) => word switch
    {
        null or "" => null,
        "length" or "model_length" => FinishReason.Length,
        "tool_calls" or "function_call" => FinishReason.ToolCalls,
        "content_filter" => FinishReason.ContentFilter,
        _ => FinishReason.Stop,
    };

    public static ReadOnlySpan<byte> Word(FinishReason reason) => reason switch
    {
        FinishReason.Length => "length"u8,
        FinishReason.ToolCalls => "tool_calls"u8,
        FinishReason.ContentFilter => "content_filter"u8,
        _ => "stop"u8,
    };
}
