using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Routing.Replaying.Json;

/// <summary>
/// Writes JSON whose names are known to need no escapes and whose order is known to be right, as <see cref="RoutingJson"/> does, letter by
/// letter. Every request is written down, and the writer of the library looks at each name and each place again.
/// </summary>
internal sealed class JsonPad
{
    private const int LongestNumber = 20;
    private const int LongestTime = 32;

    // Its quotes, the comma before it and the colon behind it.
    private const int NameFrame = 4;

    // Everything else is left to the encoder.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+,-./:;<=>?@[]^_`{|}~");

    private byte[] _text = new byte[4096];
    private int _length;

    /// <summary>What is written so far; the next <see cref="Clear"/> uses it again.</summary>
    public ReadOnlyMemory<byte> Written => _text.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void WriteName(ReadOnlySpan<byte> name) => _length += Name(name, Room(name.Length + NameFrame));

    public void WriteStartObject()
    {
        Separate();
        Put((byte)'{');
    }

    public void WriteStartObject(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        Put((byte)'{');
    }

    public void WriteEndObject() => Put((byte)'}');

    public void WriteStartArray(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        Put((byte)'[');
    }

    public void WriteEndArray() => Put((byte)']');

    public void Write(ReadOnlySpan<byte> name, long number)
    {
        var target = Room(name.Length + NameFrame + LongestNumber);
        var at = Name(name, target);
        Utf8Formatter.TryFormat(number, target[at..], out var written);
        _length += at + written;
    }

    public void Write(ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
        {
            Write(name, known);
        }
    }

    public void Write(ReadOnlySpan<byte> name, bool value) => Write(name, value ? "true"u8 : "false"u8);

    /// <summary>Writes a member unless its value is null.</summary>
    public void Write(ReadOnlySpan<byte> name, string? text)
    {
        if (text is not null)
        {
            WriteName(name);
            AppendText(text);
        }
    }

    public void Write(ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        WriteName(name);
        var target = Room(LongestTime);
        target[0] = (byte)'"';
        time.UtcDateTime.TryFormat(target[1..], out var written, "O", CultureInfo.InvariantCulture);

        // Without the zeros at its end, and without the point where nothing else is behind it.
        var kept = target[1..written].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        target[1 + kept] = (byte)'Z';
        target[2 + kept] = (byte)'"';
        _length += kept + 3;
    }

    public void Write<T>(ReadOnlySpan<byte> name, T value)
        where T : struct, Enum => Write(name, EnumTexts<T>.Of(value));

    /// <summary>Writes a member whose value is there as JSON.</summary>
    public void Write(ReadOnlySpan<byte> name, ReadOnlySpan<byte> json)
    {
        var target = Room(name.Length + NameFrame + json.Length);
        var at = Name(name, target);
        json.CopyTo(target[at..]);
        _length += at + json.Length;
    }

    /// <summary>Writes what only few requests have.</summary>
    public void Write<T>(ReadOnlySpan<byte> name, T value, JsonTypeInfo<T> type)
    {
        WriteName(name);
        Append(JsonSerializer.SerializeToUtf8Bytes(value, type));
    }

    public void WriteElement(long number)
    {
        Separate();
        Utf8Formatter.TryFormat(number, Room(LongestNumber), out var written);
        _length += written;
    }

    public void WriteElement(string text)
    {
        Separate();
        AppendText(text);
    }

    /// <summary>Writes JSON as it is, as an element or after a name.</summary>
    public void WriteJson(ReadOnlySpan<byte> json)
    {
        Separate();
        Append(json);
    }

    private void Append(ReadOnlySpan<byte> json)
    {
        json.CopyTo(Room(json.Length));
        _length += json.Length;
    }

    private void AppendText(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Append(JsonSerializer.SerializeToUtf8Bytes(text, RoutingJson.Plain.String));
            return;
        }

        var target = Room(text.Length + 2);
        target[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, target[1..]);
        target[text.Length + 1] = (byte)'"';
        _length += text.Length + 2;
    }

    private void Put(byte sign)
    {
        Room(1)[0] = sign;
        _length++;
    }

    // A comma is due wherever something has ended before.
    private bool NeedsComma => _length > 0 && _text[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':');

    private void Separate()
    {
        if (NeedsComma)
        {
            Put((byte)',');
        }
    }

    /// <summary>Writes a name with everything around it.</summary>
    /// <returns>How many bytes it takes.</returns>
    private int Name(ReadOnlySpan<byte> name, Span<byte> target)
    {
        var at = 0;
        if (NeedsComma)
        {
            target[at++] = (byte)',';
        }

        target[at++] = (byte)'"';
        name.CopyTo(target[at..]);
        at += name.Length;
        target[at++] = (byte)'"';
        target[at++] = (byte)':';
        return at;
    }

    /// <summary>Where the next bytes go: as many as asked for, or more.</summary>
    private Span<byte> Room(int size)
    {
        if (_text.Length - _length < size)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + size));
        }

        return _text.AsSpan(_length);
    }
}
