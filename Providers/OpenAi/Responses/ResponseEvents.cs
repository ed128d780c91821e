using System.Text.Json;
using Providers.Streams;

namespace Providers.OpenAi.Responses;

/// <summary>Numbers events and writes them. Without anybody to take them it does nothing.</summary>
internal sealed class ResponseEvents(ResponseEventSink? sink, int first = 0) : IDisposable
{
    private readonly BodyBuffer _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, JsonBody.Options);
    private int _number = first;

    public void Send(string type, Action<Utf8JsonWriter> write)
    {
        if (sink is null)
        {
            return;
        }

        _buffer.Clear();
        _json.Reset(_buffer);
        _json.WriteStartObject();
        _json.WriteString("type"u8, type);
        _json.WriteNumber("sequence_number"u8, _number++);
        write(_json);
        _json.WriteEndObject();
        _json.Flush();
        sink(type, _buffer.WrittenSpan);
    }

    /// <summary>An event about a part of an item.</summary>
    /// <param name="type">Its name.</param>
    /// <param name="item">The item.</param>
    /// <param name="part">What the part's number is called; null where items have no parts.</param>
    /// <param name="write">Writes what the event adds.</param>
    public void Send(string type, ResponseItem item, string? part, Action<Utf8JsonWriter> write) => Send(type, json =>
    {
        json.WriteString("item_id"u8, item.Id);
        json.WriteNumber("output_index"u8, item.Index);
        if (part is not null)
        {
            json.WriteNumber(part, 0);
        }

        write(json);
    });

    public void SendItem(string type, ResponseItem item) => Send(type, json =>
    {
        json.WriteNumber("output_index"u8, item.Index);
        json.WritePropertyName("item"u8);
        item.Write(json);
    });

    public void Dispose()
    {
        _json.Dispose();
        _buffer.Dispose();
    }
}
