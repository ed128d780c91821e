using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.Anthropic;

/// <summary>
/// Writes one streamed answer from canonical deltas as the events of <c>/v1/messages</c>, framed: blocks numbered without gaps, one
/// at a time, each opened and closed. What begins before a call is whole waits for it.
/// </summary>
/// <param name="head">How the answer names itself.</param>
/// <param name="expectedInput">Tokens of the prompt by our estimate, told at the start where the provider counts at its end.</param>
public sealed class AnthropicEventWriter(AnthropicAnswerHead head, long expectedInput = 0) : IDisposable
{
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonBody.Options);
    private readonly ToolCallQueue _calls = new();
    private readonly List<(BlockKind Kind, string Text)> _late = [];
    private BlockKind _open;
    private int _index = -1;
    private FinishReason? _finish;
    private TokenUsage? _usage;
    private bool _refused;

    private enum BlockKind
    {
        None,
        Text,
        Thinking,
        Call,
    }

    /// <summary>Whether <see cref="WriteStart"/> has been called.</summary>
    public bool HasStarted { get; private set; }

    /// <summary>Writes the event that opens the answer, with the tokens known by now, or those expected.</summary>
    public void WriteStart(IBufferWriter<byte> output)
    {
        HasStarted = true;
        Begin(output, "message_start"u8);
        _json.WriteStartObject("message"u8);
        AnthropicAnswerWriter.WriteHead(_json, head);
        _json.WriteStartArray("content"u8);
        _json.WriteEndArray();
        _json.WriteNull("stop_reason"u8);
        _json.WriteNull("stop_sequence"u8);
        _json.WritePropertyName("usage"u8);
        AnthropicWords.WriteUsage(_json, _usage ?? new() { InputTokens = expectedInput });
        _json.WriteEndObject();
        End(output);
    }

    /// <summary>Writes events for what a delta adds. Its finish reason and usage are held back for the end.</summary>
    public void Write(IBufferWriter<byte> output, ChatDelta delta)
    {
        _finish = delta.FinishReason ?? _finish;
        _usage = delta.Usage ?? _usage;
        if (!HasStarted)
        {
            WriteStart(output);
        }

        Say(output, BlockKind.Thinking, delta.Reasoning);
        Say(output, BlockKind.Text, delta.Text);
        Say(output, BlockKind.Text, delta.Refusal);
        _refused |= delta.Refusal is { Length: > 0 };
        foreach (var call in delta.ToolCalls)
        {
            _calls.Add(call);
        }

        WriteCalls(output, all: false);
        if (!_calls.IsWithin)
        {
            WriteLate(output);
        }
    }

    /// <summary>Closes what is open and writes why the answer ended and what it took.</summary>
    /// <param name="output">Takes the events.</param>
    /// <param name="usage">Tokens in all.</param>
    public void WriteEnd(IBufferWriter<byte> output, TokenUsage usage)
    {
        if (!HasStarted)
        {
            WriteStart(output);
        }

        WriteCalls(output, all: true);
        WriteLate(output);
        Close(output);
        Begin(output, "message_delta"u8);
        _json.WriteStartObject("delta"u8);
        _json.WriteString("stop_reason"u8, AnthropicWords.StopWord(_refused ? FinishReason.ContentFilter : _finish, _calls.Count > 0));
        _json.WriteNull("stop_sequence"u8);
        _json.WriteEndObject();
        _json.WritePropertyName("usage"u8);
        AnthropicWords.WriteUsage(_json, usage);
        End(output);
        Begin(output, "message_stop"u8);
        End(output);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void Say(IBufferWriter<byte> output, BlockKind kind, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return;
        }

        if (_calls.IsWithin)
        {
            _late.Add((kind, text));
        }
        else
        {
            WriteText(output, kind, text);
        }
    }

    private void WriteLate(IBufferWriter<byte> output)
    {
        foreach (var (kind, text) in _late)
        {
            WriteText(output, kind, text);
        }

        _late.Clear();
    }

    private void WriteText(IBufferWriter<byte> output, BlockKind kind, string text)
    {
        var name = kind == BlockKind.Thinking ? "thinking"u8 : "text"u8;
        if (_open != kind)
        {
            Open(output, kind);
            _json.WriteString("type"u8, name);
            _json.WriteString(name, ""u8);
            if (kind == BlockKind.Thinking)
            {
                _json.WriteString("signature"u8, ""u8);
            }

            EndBlock(output);
        }

        BeginDelta(output, kind == BlockKind.Thinking ? "thinking_delta"u8 : "text_delta"u8);
        _json.WriteString(name, text);
        EndBlock(output);
    }

    private void WriteCalls(IBufferWriter<byte> output, bool all)
    {
        while (_calls.TryTake(all, out var call))
        {
            if (call.Begins)
            {
                Open(output, BlockKind.Call);
                AnthropicAnswerWriter.WriteCall(_json, call.Id, call.Name);
                _json.WriteStartObject();
                _json.WriteEndObject();
                EndBlock(output);
            }

            if (call.Arguments.Length > 0)
            {
                BeginDelta(output, "input_json_delta"u8);
                _json.WriteString("partial_json"u8, call.Arguments);
                EndBlock(output);
            }
        }
    }

    /// <summary>Closes the block before and leaves the new one's content open.</summary>
    private void Open(IBufferWriter<byte> output, BlockKind kind)
    {
        Close(output);
        _open = kind;
        _index++;
        Begin(output, "content_block_start"u8);
        _json.WriteNumber("index"u8, _index);
        _json.WriteStartObject("content_block"u8);
    }

    private void BeginDelta(IBufferWriter<byte> output, ReadOnlySpan<byte> type)
    {
        Begin(output, "content_block_delta"u8);
        _json.WriteNumber("index"u8, _index);
        _json.WriteStartObject("delta"u8);
        _json.WriteString("type"u8, type);
    }

    private void EndBlock(IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        End(output);
    }

    private void Close(IBufferWriter<byte> output)
    {
        if (_open != BlockKind.None)
        {
            _open = BlockKind.None;
            Begin(output, "content_block_stop"u8);
            _json.WriteNumber("index"u8, _index);
            End(output);
        }
    }

    private void Begin(IBufferWriter<byte> output, ReadOnlySpan<byte> type)
    {
        output.Write("event: "u8);
        output.Write(type);
        output.Write("\ndata: "u8);
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
    }

    private void End(IBufferWriter<byte> output)
    {
        _json.WriteEndObject();
        _json.Flush();
        output.Write("\n\n"u8);
    }
}
