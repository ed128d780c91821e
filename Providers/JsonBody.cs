using System.Text.Encodings.Web;
using System.Text.Json;
using Providers.Streams;

namespace Providers;

/// <summary>How JSON is written here: compact, and text as itself instead of \u escapes, for it never goes into HTML.</summary>
internal static class JsonBody
{
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes JSON into a body that is the receiver's to give back.</summary>
    public static WholeBody Write(Action<Utf8JsonWriter> write)
    {
        using var buffer = new BodyBuffer();
        using var json = new Utf8JsonWriter(buffer, Options);
        write(json);
        json.Flush();
        return buffer.WrittenSpan.Length <= BodyPool.LongestApart ? new(buffer.WrittenSpan.ToArray()) : buffer.ToBody();
    }

    /// <summary>Writes JSON into an array of its own.</summary>
    public static byte[] WriteArray(Action<Utf8JsonWriter> write)
    {
        var body = Write(write);
        var array = body.Bytes.ToArray();
        body.GiveBack();
        return array;
    }

    /// <summary>Writes JSON to be sent.</summary>
    public static SplicedContent WriteContent(Action<Utf8JsonWriter> write) => new(Write(write));
}
