using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Providers;

/// <summary>How JSON is written here: compact, and text as itself instead of \u escapes, for it never goes into HTML.</summary>
internal static class JsonBody
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes JSON into a body of its own.</summary>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
