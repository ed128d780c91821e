using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Providers.OpenAi;

namespace Providers.Chat;

/// <summary>
/// A text of an answer. One that a provider wrote stays as it stands in the body, between its quotes: every format that it may be written
/// in is JSON as well, so that no string is made of it, which for a long one would be a large object.
/// </summary>
public readonly struct AnswerText : IEquatable<AnswerText>
{
    private readonly string? _text;
    private readonly ReadOnlyMemory<byte> _literal;

    private AnswerText(ReadOnlyMemory<byte> literal) => _literal = literal;

    /// <summary>A text of our own.</summary>
    public AnswerText(string text) => _text = text;

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => _text is null ? _literal.Length <= 2 : _text.Length == 0;

    /// <summary>Its length in UTF-8.</summary>
    internal int Bytes => _text is null ? _literal.IsEmpty ? 0 : JsonText.Measure(Inner.Span).Bytes : Encoding.UTF8.GetByteCount(_text);

    // What stands between the quotes.
    private ReadOnlyMemory<byte> Inner => _literal[1..^1];

    /// <summary>A text of our own.</summary>
    public static implicit operator AnswerText(string text) => new(text);

    /// <summary>Whether two texts stand there alike.</summary>
    public static bool operator ==(AnswerText left, AnswerText right) => left.Equals(right);

    /// <summary>Whether they do not.</summary>
    public static bool operator !=(AnswerText left, AnswerText right) => !left.Equals(right);

    /// <summary>Finds the text of a member where it stands.</summary>
    /// <param name="element">An object of a document that was parsed from the body.</param>
    /// <param name="name">The member.</param>
    /// <param name="body">The body, which must stay as it is as long as anybody has the text.</param>
    /// <returns>Null when it is absent or no text.</returns>
    /// <exception cref="InvalidOperationException">It has half a character.</exception>
    internal static AnswerText? Find(JsonElement element, string name, ReadOnlyMemory<byte> body)
    {
        if (element.Member(name) is not { ValueKind: JsonValueKind.String } value)
        {
            return null;
        }

        var literal = JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(literal) || JsonEscapes.HasLoneSurrogate(literal))
        {
            throw new InvalidOperationException("The text is not valid Unicode.");
        }

        return body.Span.Overlaps(literal, out var at) ? new(body.Slice(at, literal.Length)) : new(literal.ToArray());
    }

    /// <summary>Texts one behind the other.</summary>
    /// <returns>Null when there is none.</returns>
    internal static AnswerText? Join(IEnumerable<AnswerText> texts)
    {
        AnswerText[] all = [.. texts];
        return all.Length switch
        {
            0 => (AnswerText?)null,
            1 => all[0],
            _ => Joined(all),
        };
    }

    /// <summary>Writes it as a value.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        if (_text is null && !_literal.IsEmpty)
        {
            json.WriteRawValue(_literal.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(_text ?? "");
        }
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        if (_text is not null || _literal.IsEmpty)
        {
            return _text ?? "";
        }

        var reader = new Utf8JsonReader(_literal.Span);
        reader.Read();
        return reader.GetString()!;
    }

    /// <inheritdoc/>
    public bool Equals(AnswerText other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is AnswerText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    // What stands between quotes can stand between others together.
    private static AnswerText Joined(AnswerText[] texts)
    {
        if (!Array.TrueForAll(texts, static text => text._text is null))
        {
            return new(string.Concat(texts.Select(static text => text.ToString())));
        }

        var joined = new ArrayBufferWriter<byte>(texts.Sum(static text => text._literal.Length) + 2);
        joined.Write("\""u8);
        foreach (var text in texts)
        {
            joined.Write(text.IsEmpty ? [] : text.Inner.Span);
        }

        joined.Write("\""u8);
        return new(joined.WrittenMemory);
    }
}
