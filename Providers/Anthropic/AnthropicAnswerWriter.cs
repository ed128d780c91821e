using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.Anthropic;

/// <summary>Writes whole answers from the canonical form, for Anthropic callers of upstreams that speak another format.</summary>
public static class AnthropicAnswerWriter
{
    /// <summary>Writes a message. The format wants token counts in every answer.</summary>
    public static void Write(IBufferWriter<byte> output, AnthropicAnswerHead head, ChatAnswer answer, TokenUsage usage)
    {
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        json.WriteStartObject();
        WriteHead(json, head);
        json.WriteStartArray("content"u8);
        WriteText(json, "thinking", answer.Reasoning);
        WriteText(json, "text", answer.Text);
        WriteText(json, "text", answer.Refusal);
        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            WriteCall(json, call.Id, call.Name);
            ToolArguments.WriteObject(json, call.Arguments);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("stop_reason"u8, AnthropicWords.StopWord(EndOf(answer), !answer.ToolCalls.IsEmpty));
        json.WriteNull("stop_sequence"u8);
        json.WritePropertyName("usage"u8);
        AnthropicWords.WriteUsage(json, usage);
        json.WriteEndObject();
    }

    internal static void WriteHead(Utf8JsonWriter json, AnthropicAnswerHead head)
    {
        json.WriteString("id"u8, head.Id);
        json.WriteString("type"u8, "message"u8);
        json.WriteString("role"u8, "assistant"u8);
        json.WriteString("model"u8, head.Model);
    }

    /// <summary>Writes the members of a call up to the name of the last, its input.</summary>
    internal static void WriteCall(Utf8JsonWriter json, string id, string name)
    {
        json.WriteString("type"u8, "tool_use"u8);
        json.WriteString("id"u8, id);
        json.WriteString("name"u8, name);
        json.WritePropertyName("input"u8);
    }

    private static FinishReason? EndOf(ChatAnswer answer) => answer.Refusal is { IsEmpty: false } ? FinishReason.ContentFilter : answer.FinishReason;

    private static void WriteText(Utf8JsonWriter json, string kind, ChatText? text)
    {
        if (text is not { IsEmpty: false })
        {
            return;
        }

        json.WriteStartObject();
        json.WriteString("type"u8, kind);
        json.WritePropertyName(kind);
        text.Value.Write(json);
        if (kind == "thinking")
        {
            // Nobody has signed another provider's thoughts; sent back, they are known by that.
            json.WriteString("signature"u8, ""u8);
        }

        json.WriteEndObject();
    }
}
