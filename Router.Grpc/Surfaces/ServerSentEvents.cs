using System.Buffers;
using System.Text;

namespace Router.Grpc.Surfaces;

/// <summary>Writes the frames of a stream of server-sent events.</summary>
internal static class ServerSentEvents
{
    // Most of what buffers of the server hold.
    private const int LongestAtOnce = 4000;

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
        if (json.Length > LongestAtOnce)
        {
            WriteLong(json, writer);
            return;
        }

        var frame = writer.GetSpan(json.Length + 8);
        "data: "u8.CopyTo(frame);
        CopyOnOneLine(json, frame[6..]);
        "\n\n"u8.CopyTo(frame[(6 + json.Length)..]);
        writer.Advance(json.Length + 8);
    }

    // In one piece a long one would be a large object once more.
    private static void WriteLong(ReadOnlySpan<byte> json, IBufferWriter<byte> writer)
    {
        writer.Write("data: "u8);
        while (!json.IsEmpty)
        {
            var piece = json[..Math.Min(json.Length, LongestAtOnce)];
            CopyOnOneLine(piece, writer.GetSpan(piece.Length));
            writer.Advance(piece.Length);
            json = json[piece.Length..];
        }

        writer.Write("\n\n"u8);
    }

    private static void CopyOnOneLine(ReadOnlySpan<byte> json, Span<byte> line)
    {
        json.CopyTo(line);
        if (json.ContainsAny(LineEnds))
        {
            // Between tokens of JSON a line end is as good as a space, and within strings it cannot stand.
            line[..json.Length].Replace((byte)'\n', (byte)' ');
            line[..json.Length].Replace((byte)'\r', (byte)' ');
        }
    }

    /// <summary>Writes one event with a name.</summary>
    public static void Write(string name, ReadOnlySpan<byte> json, IBufferWriter<byte> writer)
    {
        writer.Write("event: "u8);
        var line = writer.GetSpan(Encoding.UTF8.GetMaxByteCount(name.Length) + 1);
        var length = Encoding.UTF8.GetBytes(name, line);
        // A name that came from outside must not end its line.
        line[..length].ReplaceAny(LineEnds, (byte)' ');
        line[length] = (byte)'\n';
        writer.Advance(length + 1);
        Write(json, writer);
    }

    /// <summary>Writes what every client skips.</summary>
    public static void WriteComment(IBufferWriter<byte> writer) => writer.Write(": waiting for the model\n\n"u8);

    public static void WriteDone(IBufferWriter<byte> writer) => writer.Write("data: [DONE]\n\n"u8);
}
