using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Recognises member names, however they are escaped.</summary>
internal static class OpenAiKeys
{
    public static OpenAiKey Read(ref Utf8JsonReader reader)
    {
        // The length tells most names apart; an escaped name is longer than it says and takes the slow way.
        if (!reader.ValueIsEscaped)
        {
            return Match(ref reader, reader.ValueSpan.Length);
        }

        for (var length = 1; length <= 21; length++)
        {
            var key = Match(ref reader, length);
            if (key != OpenAiKey.Other)
            {
                return key;
            }
        }

        return OpenAiKey.Other;
    }

    private static OpenAiKey Match(ref Utf8JsonReader reader, int length) => length switch
    {
        1 => reader.ValueTextEquals("n"u8) ? OpenAiKey.Choices : OpenAiKey.Other,
        4 => reader.ValueTextEquals("stop"u8) ? OpenAiKey.Stop
            : reader.ValueTextEquals("seed"u8) ? OpenAiKey.Seed
            : reader.ValueTextEquals("user"u8) ? OpenAiKey.User : OpenAiKey.Other,
        5 => reader.ValueTextEquals("model"u8) ? OpenAiKey.Model
            : reader.ValueTextEquals("tools"u8) ? OpenAiKey.Tools
            : reader.ValueTextEquals("top_p"u8) ? OpenAiKey.TopP : OpenAiKey.Other,
        6 => reader.ValueTextEquals("stream"u8) ? OpenAiKey.Stream : OpenAiKey.Other,
        7 => reader.ValueTextEquals("routing"u8) ? OpenAiKey.Routing : OpenAiKey.Other,
        8 => reader.ValueTextEquals("messages"u8) ? OpenAiKey.Messages
            : reader.ValueTextEquals("metadata"u8) ? OpenAiKey.Metadata
            : reader.ValueTextEquals("logprobs"u8) ? OpenAiKey.LogProbabilities : OpenAiKey.Other,
        9 => reader.ValueTextEquals("functions"u8) ? OpenAiKey.Functions : OpenAiKey.Other,
        10 => reader.ValueTextEquals("max_tokens"u8) ? OpenAiKey.MaxTokens
            : reader.ValueTextEquals("modalities"u8) ? OpenAiKey.Modalities : OpenAiKey.Other,
        11 => reader.ValueTextEquals("temperature"u8) ? OpenAiKey.Temperature
            : reader.ValueTextEquals("tool_choice"u8) ? OpenAiKey.ToolChoice : OpenAiKey.Other,
        14 => reader.ValueTextEquals("stream_options"u8) ? OpenAiKey.StreamOptions : OpenAiKey.Other,
        15 => reader.ValueTextEquals("response_format"u8) ? OpenAiKey.ResponseFormat : OpenAiKey.Other,
        21 => reader.ValueTextEquals("max_completion_tokens"u8) ? OpenAiKey.MaxCompletionTokens : OpenAiKey.Other,
        _ => OpenAiKey.Other,
    };
}
