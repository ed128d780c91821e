using System.Buffers;

namespace Router.Grpc.Surfaces;

/// <summary>Writes the frames of a stream of server-sent events.</summary>
internal static class ServerSentEvents
{
    private static readonly SearchValues<byte> LineEnds = SearchValues.Create("\r\n"u8);

    public static void WriteHeaders(HttpResponse response)
    {
        response.ContentType = "text/event-stream; charset=utf-8";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
    }

    /// <summary>Writes one event with JSON as its data, on one line.</summary>
    public static void Write(ReadOnlySpan<byte> json, IBufferWriter<byte> writer)
    {
        var frame = writer.GetSpan(json.Length + 8);
        "data: "u8.CopyTo(frame);
        var data = frame.Slice(6, json.Length);
        json.CopyTo(data);
        if (json.ContainsAny(LineEnds))
        {
            // Between tokens of JSON a line end is as good as a space, and within strings it cannot stand.
            data.Replace((byte)'\n', (byte)' ');
            data.Replace((byte)'\r', (byte)' ');
        }

        "\n\n"u8.CopyTo(frame[(6 + json.Length)..]);
        writer.Advance(json.Length + 8);
    }

    /// <summary>Writes what every client skips.</summary>
    public static void WriteComment(IBufferWriter<byte> writer) => writer.Write(": waiting for the model\n\n"u8);

    public static void WriteDone(IBufferWriter<byte> writer) => writer.Write("data: [DONE]\n\n"u8);
}
