using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Providers.OpenAi;

namespace Providers.Chat;

/// <summary>
/// A text of a question or an answer. One that came in a body stays as it stands there: every format that it may be written in is JSON as
/// well, so that no string is made of it, which for a long one would be a large object.
/// </summary>
[JsonConverter(typeof(ChatTextConverter))]
public readonly struct ChatText : IEquatable<ChatText>
{
    // What is longer is written in pieces, for which a writer asks no room for the worst case of all of it.
    private const int ShortText = 4096;

    // A string, or the texts it is made of; null where it stands in bytes.
    private readonly object? _own;
    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly TextForm _form;

    private ChatText(ReadOnlyMemory<byte> bytes, TextForm form) => (_bytes, _form) = (bytes, form);

    private ChatText(ChatText[] parts) => _own = parts;

    /// <summary>A text of our own.</summary>
    public ChatText(string text) => _own = text;

    /// <summary>Whether it says nothing.</summary>
    public bool IsEmpty => _own switch
    {
        null => Inner.IsEmpty,
        string text => text.Length == 0,
        var parts => Array.TrueForAll((ChatText[])parts, static part => part.IsEmpty),
    };

    /// <summary>Whether it says nothing, or white space alone.</summary>
    internal bool IsBlank
    {
        get
        {
            var said = new StrongBox<bool>();
            Read(said, static (said, piece) => said.Value = said.Value || !TextPieces.IsBlank(piece));
            return !said.Value;
        }
    }

    /// <summary>Its length in UTF-8, to the byte.</summary>
    public int Utf8Length
    {
        get
        {
            var length = new StrongBox<int>();
            Read(length, static (length, piece) => length.Value += piece.Length);
            return length.Value;
        }
    }

    /// <summary>Its length in UTF-8, near enough.</summary>
    internal int Bytes => Measure().Bytes;

    // Without quotes.
    private ReadOnlyMemory<byte> Inner => _form == TextForm.Literal ? _bytes[1..^1] : _bytes;

    /// <summary>A text of our own.</summary>
    public static implicit operator ChatText(string text) => new(text);

    /// <summary>Whether two texts say the same.</summary>
    public static bool operator ==(ChatText left, ChatText right) => left.Equals(right);

    /// <summary>Whether they do not.</summary>
    public static bool operator !=(ChatText left, ChatText right) => !left.Equals(right);

    /// <summary>A text that came as nothing but itself.</summary>
    /// <param name="text">Valid UTF-8, which must stay as it is as long as anybody has the text.</param>
    public static ChatText OfUtf8(ReadOnlyMemory<byte> text) => new(text, TextForm.Plain);

    /// <summary>Finds the text of a member where it stands.</summary>
    /// <param name="element">An object of a document that was parsed from the body.</param>
    /// <param name="name">The member.</param>
    /// <param name="body">The body, which must stay as it is as long as anybody has the text.</param>
    /// <returns>Null when it is absent or no text.</returns>
    /// <exception cref="InvalidOperationException">It has half a character.</exception>
    internal static ChatText? Find(JsonElement element, string name, ReadOnlyMemory<byte> body) =>
        element.Member(name) is { ValueKind: JsonValueKind.String } value ? Of(value, body) : (ChatText?)null;

    /// <summary>The same for a string that has been found.</summary>
    internal static ChatText Of(JsonElement value, ReadOnlyMemory<byte> body)
    {
        var literal = JsonMarshal.GetRawUtf8Value(value);
        if (!Utf8.IsValid(literal) || JsonEscapes.HasLoneSurrogate(literal))
        {
            throw new InvalidOperationException("The text is not valid Unicode.");
        }

        return new(value.Raw(body), TextForm.Literal);
    }

    /// <summary>Texts one behind the other.</summary>
    /// <param name="texts">All of them.</param>
    /// <param name="between">What parts them.</param>
    /// <returns>Null when there is none.</returns>
    internal static ChatText? Join(IEnumerable<ChatText> texts, string between = "")
    {
        ChatText[] all = between.Length == 0 ? [.. texts] : [.. texts.SelectMany((text, index) => index == 0 ? [text] : (ChatText[])[between, text])];
        return all.Length switch
        {
            0 => (ChatText?)null,
            1 => all[0],
            _ => new(all),
        };
    }

    /// <summary>Whether it begins with a word, whatever the case of its letters.</summary>
    /// <param name="word">ASCII.</param>
    internal bool BeginsWith(string word) => _own switch
    {
        null when _form == TextForm.Plain => _bytes.Length >= word.Length && Ascii.EqualsIgnoreCase(_bytes.Span[..word.Length], word),
        null => JsonEscapes.BeginsWith(Inner.Span, word),
        string text => text.StartsWith(word, StringComparison.OrdinalIgnoreCase),
        var parts => ((ChatText[])parts)[0].BeginsWith(word),
    };

    /// <summary>Parts a text at the first of a character that JSON does not escape.</summary>
    /// <returns>False when the character is not there.</returns>
    internal bool TryCut(char at, out string before, out ChatText behind)
    {
        (before, behind) = ("", "");
        switch (_own)
        {
            case null when Inner.Span.IndexOf((byte)at) is var place and >= 0:
                (before, behind) = (Part(..place).ToString(), Part((place + 1)..));
                return true;
            case string text when text.IndexOf(at, StringComparison.Ordinal) is var place and >= 0:
                (before, behind) = (text[..place], text[(place + 1)..]);
                return true;
            case ChatText[] parts when Array.FindIndex(parts, part => part.TryCut(at, out _, out _)) is var index and >= 0:
                parts[index].TryCut(at, out before, out var first);
                before = string.Concat(parts[..index]) + before;
                behind = Join(first.IsEmpty ? parts[(index + 1)..] : [first, .. parts[(index + 1)..]]) ?? "";
                return true;
            default:
                return false;
        }
    }

    /// <summary>Its length in UTF-16 and, near enough, in UTF-8.</summary>
    internal (int Characters, int Bytes) Measure()
    {
        switch (_own)
        {
            case null:
                return _form == TextForm.Plain ? (Encoding.UTF8.GetCharCount(_bytes.Span), _bytes.Length) : JsonText.Measure(Inner.Span);
            case string text:
                return (text.Length, Encoding.UTF8.GetByteCount(text));
            default:
                var all = (Characters: 0, Bytes: 0);
                foreach (var part in (ChatText[])_own)
                {
                    var (characters, bytes) = part.Measure();
                    all = (all.Characters + characters, all.Bytes + bytes);
                }

                return all;
        }
    }

    /// <summary>Copies it.</summary>
    /// <param name="characters">Has room for it.</param>
    /// <returns>How many there are.</returns>
    internal int CopyTo(Span<char> characters)
    {
        if (_own is ChatText[] parts)
        {
            var length = 0;
            foreach (var part in parts)
            {
                length += part.CopyTo(characters[length..]);
            }

            return length;
        }

        if (_own is null && _form == TextForm.Literal)
        {
            var reader = new Utf8JsonReader(_bytes.Span);
            reader.Read();
            return reader.CopyString(characters);
        }

        if (_own is null && _form == TextForm.Plain)
        {
            return Encoding.UTF8.GetChars(_bytes.Span, characters);
        }

        var text = ToString();
        text.CopyTo(characters);
        return text.Length;
    }

    /// <summary>Writes its UTF-8, piece by piece.</summary>
    public void CopyTo(IBufferWriter<byte> output) => Read(output, static (output, piece) => output.Write(piece));

    /// <summary>Writes it as a value.</summary>
    internal void Write(Utf8JsonWriter json)
    {
        if (_own is null && _form == TextForm.Literal)
        {
            json.WriteRawValue(_bytes.Span, skipInputValidation: true);
        }
        else
        {
            WriteAnew(json);
        }
    }

    /// <summary>The same with no more escapes than the writer needs, however it stands in its body.</summary>
    internal void WriteAnew(Utf8JsonWriter json)
    {
        if (_own is string { Length: <= ShortText } text)
        {
            json.WriteStringValue(text);
            return;
        }

        Read(json, static (json, piece) => json.WriteStringValueSegment(piece, isFinalSegment: false));
        json.WriteStringValueSegment(ReadOnlySpan<byte>.Empty, isFinalSegment: true);
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        switch (_own)
        {
            case string text:
                return text;
            case ChatText[] parts:
                return string.Concat(parts);
            default:
                if (_form == TextForm.Plain)
                {
                    return Encoding.UTF8.GetString(_bytes.Span);
                }

                var unescaped = new ArrayBufferWriter<byte>(Math.Max(1, _bytes.Length));
                CopyTo(unescaped);
                return Encoding.UTF8.GetString(unescaped.WrittenSpan);
        }
    }

    /// <inheritdoc/>
    public bool Equals(ChatText other) => ToString() == other.ToString();

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ChatText other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => ToString().GetHashCode(StringComparison.Ordinal);

    private ChatText Part(Range range) => new(Inner[range], _form == TextForm.Plain ? TextForm.Plain : TextForm.Escaped);

    private void Read<T>(T taker, Action<T, ReadOnlySpan<byte>> take)
    {
        switch (_own)
        {
            case null when _form == TextForm.Plain:
                TextPieces.OfUtf8(_bytes.Span, taker, take);
                break;
            case null:
                TextPieces.OfEscaped(Inner.Span, taker, take);
                break;
            case string text:
                TextPieces.OfString(text, taker, take);
                break;
            default:
                foreach (var part in (ChatText[])_own)
                {
                    part.Read(taker, take);
                }

                break;
        }
    }
}
