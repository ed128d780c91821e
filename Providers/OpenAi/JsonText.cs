using System.Text;
using System.Text.Json;

namespace Providers.OpenAi;

/// <summary>Measures text without decoding it.</summary>
internal static class JsonText
{
    /// <summary>Length of the string that the reader stands on: UTF-16 code units and bytes of UTF-8.</summary>
    public static (int Characters, int Bytes) Measure(ref Utf8JsonReader reader) => Measure(reader.ValueSpan);

    /// <summary>The same for what stands between the quotes.</summary>
    public static (int Characters, int Bytes) Measure(ReadOnlySpan<byte> raw)
    {
        var characters = Encoding.UTF8.GetCharCount(raw);
        var bytes = raw.Length;
        for (var at = raw.IndexOf((byte)'\\'); at >= 0; at = raw.IndexOf((byte)'\\'))
        {
            // \u0041 is six characters for one, which mostly takes three bytes or half of four; any other escape is two for one.
            var isUnicode = raw[at + 1] == (byte)'u';
            characters -= isUnicode ? 5 : 1;
            bytes -= isUnicode ? 3 : 1;
            raw = raw[(at + (isUnicode ? 6 : 2))..];
        }

        return (characters, bytes);
    }
}
