using System.Globalization;

namespace Providers.OpenAi;

/// <summary>
/// Finds escapes that pass as JSON and are no text: half of a surrogate pair without the other. Readers throw at them only once a string
/// is decoded, which may be long after the request was taken on.
/// </summary>
internal static class JsonEscapes
{
    private const int Length = 6;

    /// <summary>Whether a body, valid JSON or not, has such an escape anywhere.</summary>
    public static bool HasLoneSurrogate(ReadOnlySpan<byte> body)
    {
        for (var at = body.IndexOf((byte)'\\'); at >= 0 && at + 1 < body.Length; at = body.IndexOf((byte)'\\'))
        {
            var unit = Unit(body[at..]);
            if (unit is >= 0xDC00 and <= 0xDFFF || (unit is >= 0xD800 and <= 0xDBFF && Unit(body[(at + Length)..]) is not (>= 0xDC00 and <= 0xDFFF)))
            {
                return true;
            }

            // Two characters at least, so that the second of two backslashes begins nothing.
            body = body[(at + (unit is >= 0xD800 and <= 0xDBFF ? 2 * Length : 2))..];
        }

        return false;
    }

    /// <summary>Whether what stands between quotes begins with a word, whatever the case of its letters.</summary>
    public static bool BeginsWith(ReadOnlySpan<byte> text, string word)
    {
        foreach (var letter in word)
        {
            if (text.IsEmpty)
            {
                return false;
            }

            var escaped = Unit(text);
            var length = escaped is not null ? Length : text[0] == (byte)'\\' ? 2 : 1;
            if (char.ToLowerInvariant((char)(escaped ?? text[length - 1])) != char.ToLowerInvariant(letter))
            {
                return false;
            }

            text = text[length..];
        }

        return true;
    }

    /// <summary>The unit of UTF-16 that the text begins with as \u1234; null when it begins otherwise.</summary>
    public static int? Unit(ReadOnlySpan<byte> text) =>
        text.Length >= Length && text[0] == (byte)'\\' && text[1] == (byte)'u'
        && int.TryParse(text[2..Length], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit)
            ? unit
            : null;
}
