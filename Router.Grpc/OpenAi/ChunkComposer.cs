using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Providers.OpenAi;
using Router.Grpc.Forwarding;
using Routing.Money;

namespace Router.Grpc.OpenAi;

/// <summary>Composes the chunks of a stream whose provider speaks another format.</summary>
internal sealed class ChunkComposer(Attempt attempt, DateTimeOffset created)
{
    private readonly ArrayBufferWriter<byte> _buffer = new(256);
    private readonly string _id = "chatcmpl-" + attempt.EventId;
    private readonly long _created = created.ToUnixTimeSeconds();
    private bool _begun;

    public void Write(ChatDelta delta, IBufferWriter<byte> writer)
    {
        // Some formats have events that add nothing: pings, the opening and closing of blocks.
        if (!delta.IsContent && delta.FinishReason is null)
        {
            return;
        }

        using var json = Open();
        json.WriteStartArray("choices");
        json.WriteStartObject();
        json.WriteNumber("index", 0);
        WriteDelta(json, delta);
        json.WriteString("finish_reason", FinishReasonNames.Of(delta.FinishReason));
        json.WriteEndObject();
        json.WriteEndArray();
        if (attempt.Call.Request.IncludeUsage)
        {
            json.WriteNull("usage");
        }

        Close(json, writer);
    }

    /// <summary>Writes the chunk that reports tokens, where they are known.</summary>
    public void WriteUsage(TokenUsage? usage, IBufferWriter<byte> writer)
    {
        if (usage is not { } known)
        {
            return;
        }

        using var json = Open();
        json.WriteStartArray("choices");
        json.WriteEndArray();
        UsageComposer.Write(json, known);
        Close(json, writer);
    }

    private Utf8JsonWriter Open()
    {
        _buffer.ResetWrittenCount();
        var json = new Utf8JsonWriter(_buffer);
        json.WriteStartObject();
        json.WriteString("id", _id);
        json.WriteString("object", "chat.completion.chunk");
        json.WriteNumber("created", _created);
        json.WriteString("model", attempt.Candidate.Deployment.Id.Model);
        return json;
    }

    private void Close(Utf8JsonWriter json, IBufferWriter<byte> writer)
    {
        json.WriteEndObject();
        json.Flush();
        ServerSentEvents.Write(_buffer.WrittenSpan, writer);
    }

    private void WriteDelta(Utf8JsonWriter json, ChatDelta delta)
    {
        json.WriteStartObject("delta");
        if (!_begun)
        {
            _begun = true;
            json.WriteString("role", "assistant");
        }

        WriteIfAny(json, "content", delta.Text);
        WriteIfAny(json, "reasoning_content", delta.Reasoning);
        WriteIfAny(json, "refusal", delta.Refusal);
        if (!delta.ToolCalls.IsEmpty)
        {
            json.WriteStartArray("tool_calls");
            foreach (var call in delta.ToolCalls)
            {
                WriteToolCall(json, call);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static void WriteToolCall(Utf8JsonWriter json, ToolCallDelta call)
    {
        json.WriteStartObject();
        json.WriteNumber("index", call.Index);
        if (call.Id is not null)
        {
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
        }

        json.WriteStartObject("function");
        WriteIfAny(json, "name", call.Name);
        json.WriteString("arguments", call.Arguments);
        json.WriteEndObject();
        ThoughtSignature.Write(json, call.Signature);
        json.WriteEndObject();
    }

    private static void WriteIfAny(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }
}
