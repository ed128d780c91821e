using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>Writes whole answers from the canonical form, for OpenAI callers of upstreams that speak another format.</summary>
public static class OpenAiChatWriter
{
    /// <summary>Writes a <c>chat.completion</c>.</summary>
    public static void WriteCompletion(IBufferWriter<byte> output, OpenAiAnswerHead head, ChatAnswer answer)
    {
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        WriteHead(json, head, "chat.completion"u8);
        json.WriteStartArray("choices"u8);
        json.WriteStartObject();
        json.WriteNumber("index"u8, 0);
        json.WriteStartObject("message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteText("content"u8, answer.Text);
        json.WriteOptional("reasoning_content"u8, answer.Reasoning);
        json.WriteText("refusal"u8, answer.Refusal);
        OpenAiMessageWriter.WriteToolCalls(json, answer.ToolCalls);
        json.WriteEndObject();
        WriteLogProbabilities(json, answer.LogProbabilities);
        json.WriteString("finish_reason"u8, OpenAiFinish.Word(EndOf(answer)));
        json.WriteEndObject();
        json.WriteEndArray();
        if (answer.Usage is { } usage)
        {
            json.WritePropertyName("usage"u8);
            WriteUsage(json, usage);
        }

        json.WriteEndObject();
    }

    internal static void WriteHead(Utf8JsonWriter json, OpenAiAnswerHead head, ReadOnlySpan<byte> kind)
    {
        json.WriteString("id"u8, head.Id);
        json.WriteString("object"u8, kind);
        json.WriteNumber("created"u8, head.Created.ToUnixTimeSeconds());
        json.WriteString("model"u8, head.Model);
    }

    internal static void WriteLogProbabilities(Utf8JsonWriter json, ImmutableArray<TokenLogProbability> tokens)
    {
        if (tokens.IsEmpty)
        {
            json.WriteNull("logprobs"u8);
            return;
        }

        json.WriteStartObject("logprobs"u8);
        json.WritePropertyName("content"u8);
        LogProbabilityJson.Write(json, tokens);
        json.WriteNull("refusal"u8);
        json.WriteEndObject();
    }

    internal static void WriteUsage(Utf8JsonWriter json, TokenUsage usage)
    {
        json.WriteStartObject();
        json.WriteNumber("prompt_tokens"u8, usage.InputTokens);
        json.WriteNumber("completion_tokens"u8, usage.OutputTokens);
        json.WriteNumber("total_tokens"u8, usage.TotalTokens);
        json.WriteStartObject("prompt_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, usage.CachedInputTokens);
        json.WriteEndObject();
        json.WriteStartObject("completion_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, usage.ReasoningTokens);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // Callers require a reason; one who gets tool calls must run them whatever the upstream called its end.
    private static FinishReason EndOf(ChatAnswer answer) =>
        answer.FinishReason is null or FinishReason.Stop && !answer.ToolCalls.IsEmpty
            ? FinishReason.ToolCalls
            : answer.FinishReason ?? FinishReason.Stop;
}
