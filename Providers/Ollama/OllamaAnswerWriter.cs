using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.Ollama;

/// <summary>
/// Writes one answer from the canonical form as lines of <c>/api/chat</c> or <c>/api/generate</c>, each without its line end: pieces
/// of text as they come, calls whole in a line of their own, and a last line with the counts. An answer in one piece is a last line
/// that holds everything.
/// </summary>
public sealed class OllamaAnswerWriter : IDisposable
{
    private readonly string _model;
    private readonly bool _isPrompt;
    private readonly TimeProvider _time;
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonBody.Options);
    private readonly SortedDictionary<int, ToolCall> _calls = [];
    private FinishReason? _finish;

    /// <summary>Begins an answer.</summary>
    /// <param name="model">The model that answers.</param>
    /// <param name="isPrompt">Whether a prompt is completed, and not a chat answered.</param>
    /// <param name="time">The clock.</param>
    public OllamaAnswerWriter(string model, bool isPrompt, TimeProvider time)
    {
        _model = model;
        _isPrompt = isPrompt;
        _time = time;
    }

    /// <summary>Writes a line for what a delta adds to text and thoughts; calls, finish reason and counts wait for the end.</summary>
    /// <returns>False when there is nothing to show and nothing was written.</returns>
    public bool TryWrite(IBufferWriter<byte> output, ChatDelta delta)
    {
        _finish = delta.FinishReason ?? _finish;
        foreach (var call in delta.ToolCalls)
        {
            var known = _calls.GetValueOrDefault(call.Index) ?? new(call.Id ?? $"call_{call.Index}", call.Name ?? "", "");
            _calls[call.Index] = known with { Arguments = $"{known.Arguments}{call.Arguments}" };
        }

        var text = delta.Text + delta.Refusal;
        if (text.Length == 0 && delta.Reasoning is not { Length: > 0 })
        {
            return false;
        }

        WritePiece(output, text, delta.Reasoning, [], delta.LogProbabilities);
        return true;
    }

    /// <summary>Writes a line that adds nothing.</summary>
    public void WriteNothing(IBufferWriter<byte> output) => WritePiece(output, "", null, []);

    /// <summary>Writes the line with the tools called.</summary>
    /// <returns>False when none were; then nothing is written.</returns>
    public bool TryWriteCalls(IBufferWriter<byte> output)
    {
        if (_calls.Count == 0 || _isPrompt)
        {
            return false;
        }

        WritePiece(output, "", null, [.. _calls.Values]);
        return true;
    }

    /// <summary>Writes the last line.</summary>
    public void WriteEnd(IBufferWriter<byte> output, TokenUsage usage, OllamaDurations durations)
    {
        Begin(output, "", null, []);
        End(_finish, usage, durations);
    }

    /// <summary>Writes an answer in one piece.</summary>
    public void WriteWhole(IBufferWriter<byte> output, ChatAnswer answer, TokenUsage usage, OllamaDurations durations)
    {
        Begin(output, ChatText.Join(new[] { answer.Text, answer.Refusal }.OfType<ChatText>()) ?? "", answer.Reasoning, answer.ToolCalls);
        WriteLogProbabilities(answer.LogProbabilities);
        End(answer.FinishReason, usage, durations);
    }

    /// <inheritdoc/>
    public void Dispose() => _json.Dispose();

    private void WritePiece(
        IBufferWriter<byte> output, string text, string? reasoning, ImmutableArray<ToolCall> calls, ImmutableArray<TokenLogProbability> tokens = default)
    {
        Begin(output, text, reasoning is null ? (ChatText?)null : new(reasoning), calls);
        WriteLogProbabilities(tokens);
        _json.WriteBoolean("done"u8, false);
        _json.WriteEndObject();
        _json.Flush();
    }

    private void Begin(IBufferWriter<byte> output, ChatText text, ChatText? reasoning, ImmutableArray<ToolCall> calls)
    {
        _json.Reset(output);
        _json.WriteStartObject();
        _json.WriteString("model"u8, _model);
        _json.WriteString("created_at"u8, _time.GetUtcNow().UtcDateTime);
        var thinking = reasoning is { IsEmpty: false } ? reasoning : null;
        if (_isPrompt)
        {
            _json.WriteText("response"u8, text);
            _json.WriteOptional("thinking"u8, thinking);
            return;
        }

        _json.WriteStartObject("message"u8);
        _json.WriteString("role"u8, "assistant"u8);
        _json.WriteText("content"u8, text);
        _json.WriteOptional("thinking"u8, thinking);
        WriteCalls(calls);
        _json.WriteEndObject();
    }

    private void WriteLogProbabilities(ImmutableArray<TokenLogProbability> tokens)
    {
        if (!tokens.IsDefaultOrEmpty)
        {
            _json.WritePropertyName("logprobs"u8);
            LogProbabilityJson.Write(_json, tokens);
        }
    }

    private void WriteCalls(ImmutableArray<ToolCall> calls)
    {
        if (calls.IsEmpty)
        {
            return;
        }

        _json.WriteStartArray("tool_calls"u8);
        foreach (var call in calls)
        {
            _json.WriteStartObject();
            _json.WriteString("id"u8, call.Id);
            _json.WriteStartObject("function"u8);
            _json.WriteString("name"u8, call.Name);
            _json.WritePropertyName("arguments"u8);
            ToolArguments.WriteObject(_json, call.Arguments);
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }

    private void End(FinishReason? reason, TokenUsage usage, OllamaDurations durations)
    {
        _json.WriteBoolean("done"u8, true);
        _json.WriteString("done_reason"u8, reason switch
        {
            FinishReason.Length => "length"u8,
            FinishReason.ContentFilter => "content_filter"u8,
            _ => "stop"u8,
        });
        _json.WriteNumber("total_duration"u8, Nanoseconds(durations.Total));
        _json.WriteNumber("load_duration"u8, 0);
        _json.WriteNumber("prompt_eval_count"u8, usage.InputTokens);
        _json.WriteNumber("prompt_eval_duration"u8, Nanoseconds(durations.Prompt));
        _json.WriteNumber("eval_count"u8, usage.OutputTokens);
        _json.WriteNumber("eval_duration"u8, Nanoseconds(durations.Total - durations.Prompt));
        _json.WriteEndObject();
        _json.Flush();
    }

    private static long Nanoseconds(TimeSpan span) => span.Ticks * TimeSpan.NanosecondsPerTick;
}
