using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.OpenAi;

/// <summary>
/// Writes one streamed answer from canonical deltas as <c>chat.completion.chunk</c> objects, the JSON only; framing is the relay's.
/// The role comes with the first delta, exactly one finish reason is written, and usage only where the caller asked for it.
/// </summary>
public sealed class OpenAiChunkWriter : IDisposable
{
    private readonly OpenAiAnswerHead _head;
    private readonly bool _includeUsage;
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonBody.Options);
    private bool _hasRole;
    private bool _hasCalls;
    private FinishReason? _finish;
    private TokenUsage? _usage;

    /// <summary>Begins an answer.</summary>
    /// <param name="head">What every chunk repeats.</param>
    /// <param name="includeUsage">Whether the caller asked for token counts.</param>
    public OpenAiChunkWriter(OpenAiAnswerHead head, bool includeUsage)
    {
        _head = head;
        _includeUsage = includeUsage;
    }

    /// <summary>Writes a chunk for what a delta adds. Its finish reason and usage are held back for <see cref="TryWriteFinish"/>.</summary>
    /// <returns>False when the delta adds nothing to show and nothing was written.</returns>
    public bool TryWrite(IBufferWriter<byte> output, ChatDelta delta)
    {
        _finish = delta.FinishReason ?? _finish;
        _usage = delta.Usage ?? _usage;
        _hasCalls |= !delta.ToolCalls.IsEmpty;
        if (!delta.IsContent)
        {
            return false;
        }

        Begin(output);
        BeginChoice();
        _json.WriteOptional("content", NotEmpty(delta.Text));
        _json.WriteOptional("reasoning_content", NotEmpty(delta.Reasoning));
        _json.WriteOptional("refusal", NotEmpty(delta.Refusal));
        WriteToolCalls(delta);
        EndChoice(null, delta);
        End();
        return true;
    }

    /// <summary>Writes the chunk that says why the answer ended.</summary>
    /// <returns>False when no delta has said so, that is, when the answer was cut; then nothing is written.</returns>
    public bool TryWriteFinish(IBufferWriter<byte> output)
    {
        if (_finish is not { } reason)
        {
            return false;
        }

        Begin(output);
        BeginChoice();
        EndChoice(reason == FinishReason.Stop && _hasCalls ? FinishReason.ToolCalls : reason);
        End();
        return true;
    }

    /// <summary>Writes the last chunk, which has token counts and no choices.</summary>
    /// <returns>False when the caller did not ask for it or nothing was counted; then nothing is written.</returns>
    public bool TryWriteUsage(IBufferWriter<byte> output)
    {
        if (!_includeUsage || _usage is not { } usage)
        {
            return false;
        }

        Begin(output);
        _json.WriteStartArray("choices"u8);
        _json.WriteEndArray();
        _json.WritePropertyName("usage"u8);
        OpenAiChatWriter.WriteUsage(_json, usage);
        _json.WriteEndObject();
        _json.Flush();
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Begin(IBufferWriter<byte> output)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        OpenAiChatWriter.WriteHead(_json, _head, "chat.completion.chunk"u8);
    }

    private void BeginChoice()
    {
        _json.WriteStartArray("choices"u8);
        _json.WriteStartObject();
        _json.WriteNumber("index"u8, 0);
        _json.WriteStartObject("delta"u8);
        if (!_hasRole)
        {
            _hasRole = true;
            _json.WriteString("role"u8, "assistant"u8);
        }
    }

    private void WriteToolCalls(ChatDelta delta)
    {
        if (delta.ToolCalls.IsEmpty)
        {
            return;
        }

        _json.WriteStartArray("tool_calls"u8);
        foreach (var call in delta.ToolCalls)
        {
            _json.WriteStartObject();
            _json.WriteNumber("index"u8, call.Index);
            if (call.Id is not null)
            {
                _json.WriteString("id"u8, call.Id);
                _json.WriteString("type"u8, "function"u8);
            }

            _json.WriteStartObject("function"u8);
            _json.WriteOptional("name", call.Name);
            _json.WriteString("arguments"u8, call.Arguments);
            _json.WriteEndObject();
            ThoughtSignature.Write(_json, call.Signature);
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void EndChoice(FinishReason? reason, ChatDelta? delta = null)
    {
        _json.WriteEndObject();
        if (delta is { LogProbabilities: { IsEmpty: false } tokens })
        {
            OpenAiChatWriter.WriteLogProbabilities(_json, tokens);
        }

        if (reason is { } given)
        {
            _json.WriteString("finish_reason"u8, OpenAiFinish.Word(given));
        }
        else
        {
            _json.WriteNull("finish_reason"u8);
        }

        _json.WriteEndObject();
        _json.WriteEndArray();
    }

    private void End()
    {
        if (_includeUsage)
        {
            _json.WriteNull("usage"u8);
        }

        _json.WriteEndObject();
        _json.Flush();
    }

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
