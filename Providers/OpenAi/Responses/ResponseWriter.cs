using System.Buffers;
using System.Text.Json;
using Providers.Chat;
using Routing.Money;

namespace Providers.OpenAi.Responses;

/// <summary>Writes one answer as a response: event by event, or in one piece, which is then made of the same items.</summary>
public sealed class ResponseWriter : IDisposable
{
    private readonly ResponseHead _head;
    private readonly ResponseEvents _events;
    private readonly ResponseItems _items;
    private FinishReason? _finish;
    private bool _begun;

    /// <summary>Begins a response.</summary>
    /// <param name="head">What it says of itself.</param>
    /// <param name="sink">Takes the events; null for a response in one piece.</param>
    /// <param name="after">Events that an upstream of the same format has written of it already.</param>
    public ResponseWriter(ResponseHead head, ResponseEventSink? sink = null, int after = 0)
    {
        ArgumentNullException.ThrowIfNull(head);
        _head = head;
        _begun = after > 0;
        _events = new(sink, after);
        _items = new(head.Key, _events);
    }

    /// <summary>Writes a whole response.</summary>
    public static void WriteWhole(IBufferWriter<byte> output, ResponseHead head, ChatAnswer answer, TokenUsage usage)
    {
        ArgumentNullException.ThrowIfNull(answer);
        using var writer = new ResponseWriter(head);
        writer._items.Add(answer);
        writer.Add(new ChatDelta { FinishReason = answer.FinishReason });
        var (status, reason) = writer.EndItems();
        using var json = new Utf8JsonWriter(output, JsonBody.Options);
        writer.WriteObject(json, status, usage, reason);
    }

    /// <summary>Writes what a delta adds; the first one opens the response.</summary>
    public void Add(ChatDelta delta)
    {
        ArgumentNullException.ThrowIfNull(delta);
        Begin();
        _finish = delta.FinishReason ?? _finish;
        _items.Add(delta);
    }

    /// <summary>Ends a response that came to its own end.</summary>
    /// <param name="usage">What it took.</param>
    public void Complete(TokenUsage usage)
    {
        Begin();
        var (status, reason) = EndItems();
        SendResponse($"response.{status}", status, usage, reason);
    }

    /// <summary>Ends a response that broke off.</summary>
    /// <param name="code">Why, for machines.</param>
    /// <param name="message">Why, for people.</param>
    public void Fail(string code, string message)
    {
        Begin();
        SendResponse("response.failed", "failed", null, null, (code, message));
    }

    /// <inheritdoc/>
    public void Dispose() => _events.Dispose();

    private void Begin()
    {
        if (_begun)
        {
            return;
        }

        _begun = true;
        SendResponse("response.created", ResponseItem.Open, null, null);
        SendResponse("response.in_progress", ResponseItem.Open, null, null);
    }

    private (string Status, string? Reason) EndItems()
    {
        var reason = _finish switch
        {
            FinishReason.Length => "max_output_tokens",
            FinishReason.ContentFilter => "content_filter",
            _ => null,
        };
        var status = reason is null ? ResponseItem.Done : ResponseItem.Cut;
        _items.End(status);
        return (status, reason);
    }

    private void SendResponse(string type, string status, TokenUsage? usage, string? reason, (string Code, string Message)? error = null) =>
        _events.Send(type, json =>
        {
            json.WritePropertyName("response"u8);
            WriteObject(json, status, usage, reason, error);
        });

    private void WriteObject(Utf8JsonWriter json, string status, TokenUsage? usage, string? reason, (string Code, string Message)? error = null)
    {
        json.WriteStartObject();
        _head.Write(json, status);
        WriteReasons(json, reason, error);
        json.WriteStartArray("output"u8);
        foreach (var item in _items.All)
        {
            item.Write(json);
        }

        json.WriteEndArray();
        json.WritePropertyName("usage"u8);
        WriteUsage(json, usage);
        json.WriteEndObject();
    }

    private static void WriteReasons(Utf8JsonWriter json, string? reason, (string Code, string Message)? error)
    {
        if (error is var (code, message))
        {
            json.WriteStartObject("error"u8);
            json.WriteString("code"u8, code);
            json.WriteString("message"u8, message);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("error"u8);
        }

        if (reason is not null)
        {
            json.WriteStartObject("incomplete_details"u8);
            json.WriteString("reason"u8, reason);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("incomplete_details"u8);
        }
    }

    private static void WriteUsage(Utf8JsonWriter json, TokenUsage? usage)
    {
        if (usage is not { } counted)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartObject();
        json.WriteNumber("input_tokens"u8, counted.InputTokens);
        json.WriteStartObject("input_tokens_details"u8);
        json.WriteNumber("cached_tokens"u8, counted.CachedInputTokens);
        json.WriteEndObject();
        json.WriteNumber("output_tokens"u8, counted.OutputTokens);
        json.WriteStartObject("output_tokens_details"u8);
        json.WriteNumber("reasoning_tokens"u8, counted.ReasoningTokens);
        json.WriteEndObject();
        json.WriteNumber("total_tokens"u8, counted.TotalTokens);
        json.WriteEndObject();
    }
}
