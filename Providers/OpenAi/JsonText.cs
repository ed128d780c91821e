using System.Text;
using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Measures text without decoding it.</summary>
internal static class JsonText
{
    /// <summary>UTF-16 code units of the string that the reader stands on.</summary>
    public static int Length(ref Utf8JsonReader reader)
    {
        var raw = reader.ValueSpan;
        var length = Encoding.UTF8.GetCharCount(raw);
        if (!reader.ValueIsEscaped)
        {
            return length;
        }

        for (var at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            // \u0041 is six characters for one, every other escape two for one.
            var isUnicode = raw[at + 1] == (byte)'u';
            length -= isUnicode ? 5 : 1;
            raw = raw[(at + (isUnicode ? 6 : 2))..];
        }

        return length;
    }
}
