using System.Buffers;
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

    // Everything else is left to the encoder.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 !#$%&'()*+,-./:;<=>?@[]^_`{|}~");

    private byte[] _text = new byte[4096];
    private int _length;

    /// <summary>What is written so far; the next <see cref="Clear"/> uses it again.</summary>
    public ReadOnlyMemory<byte> Written => _text.AsMemory(0, _length);

    public void Clear() => _length = 0;

    public void WriteName(ReadOnlySpan<byte> name)
    {
        Separate();
        var target = Take(name.Length + 3);
        target[0] = (byte)'"';
        name.CopyTo(target[1..]);
        target[name.Length + 1] = (byte)'"';
        target[name.Length + 2] = (byte)':';
    }

    public void WriteStartObject()
    {
        Separate();
        Take(1)[0] = (byte)'{';
    }

    public void WriteStartObject(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        Take(1)[0] = (byte)'{';
    }

    public void WriteEndObject() => Take(1)[0] = (byte)'}';

    public void WriteStartArray(ReadOnlySpan<byte> name)
    {
        WriteName(name);
        Take(1)[0] = (byte)'[';
    }

    public void WriteEndArray() => Take(1)[0] = (byte)']';

    public void Write(ReadOnlySpan<byte> name, long number)
    {
        WriteName(name);
        AppendNumber(number);
    }

    public void Write(ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } known)
        {
            Write(name, known);
        }
    }

    public void Write(ReadOnlySpan<byte> name, bool value)
    {
        WriteName(name);
        (value ? "true"u8 : "false"u8).CopyTo(Take(value ? 4 : 5));
    }

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
        var target = Take(LongestTime);
        target[0] = (byte)'"';
        time.UtcDateTime.TryFormat(target[1..], out var written, "O", CultureInfo.InvariantCulture);

        // Without the zeros at its end, and without the point where nothing else is behind it.
        var kept = target[1..written].TrimEnd((byte)'0').TrimEnd((byte)'.').Length;
        target[1 + kept] = (byte)'Z';
        target[2 + kept] = (byte)'"';
        _length -= LongestTime - kept - 3;
    }

    public void Write<T>(ReadOnlySpan<byte> name, T value)
        where T : struct, Enum
    {
        WriteName(name);
        Append(EnumTexts<T>.Of(value));
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
        AppendNumber(number);
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

    private void Append(ReadOnlySpan<byte> json) => json.CopyTo(Take(json.Length));

    private void AppendNumber(long number)
    {
        number.TryFormat(Take(LongestNumber), out var written, provider: CultureInfo.InvariantCulture);
        _length -= LongestNumber - written;
    }

    private void AppendText(string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Append(JsonSerializer.SerializeToUtf8Bytes(text, RoutingJson.Plain.String));
            return;
        }

        var target = Take(text.Length + 2);
        target[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, target[1..]);
        target[text.Length + 1] = (byte)'"';
    }

    // A comma is due wherever something has ended before.
    private void Separate()
    {
        if (_length > 0 && _text[_length - 1] is not ((byte)'{' or (byte)'[' or (byte)':'))
        {
            Take(1)[0] = (byte)',';
        }
    }

    private Span<byte> Take(int size)
    {
        if (_text.Length - _length < size)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _length + size));
        }

        var taken = _text.AsSpan(_length, size);
        _length += size;
        return taken;
    }
}
