using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Router.Grpc.Surfaces;

/// <summary>Writes the JSON of errors.</summary>
internal static class ErrorJson
{
    // Messages are read by people in logs and terminals; nobody puts them into HTML.
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Of(CallerError error, Action<Utf8JsonWriter, CallerError> write)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var json = new Utf8JsonWriter(buffer, Readable);
        write(json, error);
        json.Flush();
        return buffer.WrittenSpan.ToArray();
    }
}
