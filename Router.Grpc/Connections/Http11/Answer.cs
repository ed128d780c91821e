using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Providers.Streams;

namespace Router.Grpc.Connections.Http11;

/// <summary>Makes the message that readers of answers know: status, body, and what somebody here reads of the header fields.</summary>
internal static class Answer
{
    // Providers have few kinds of answers, and parsing the name of a kind costs more than finding it.
    private static readonly (byte[] Text, string? MediaType)[] Usual = [.. new[]
    {
        "application/json", "text/event-stream", "application/json; charset=utf-8", "text/event-stream; charset=utf-8", "application/x-ndjson",
    }.Select(static text => (Encoding.ASCII.GetBytes(text), Parse(text)))];

    /// <param name="head">The head.</param>
    /// <param name="bytes">Where its ranges count from.</param>
    /// <param name="body">What follows.</param>
    public static HttpResponseMessage Of(in ResponseHead head, ReadOnlySpan<byte> bytes, ResponseBody body)
    {
        var response = new HttpResponseMessage((HttpStatusCode)head.Status);
        AddWait(response, "Retry-After", bytes[head.RetryAfter]);
        AddWait(response, "retry-after-ms", bytes[head.RetryAfterMilliseconds]);
        var unpacked = Unpack(bytes[head.ContentEncoding], body);
        response.Content = new ReceivedContent(
            unpacked, ReferenceEquals(unpacked, body) && !head.IsBodiless ? head.ContentLength : null, MediaTypeOf(bytes[head.ContentType]));
        return response;
    }

    private static Stream Unpack(ReadOnlySpan<byte> encoding, ResponseBody body) =>
        encoding.IsEmpty ? body
        : Ascii.EqualsIgnoreCase(encoding, "gzip"u8) ? new GZipStream(body, CompressionMode.Decompress)
        : Ascii.EqualsIgnoreCase(encoding, "br"u8) ? new BrotliStream(body, CompressionMode.Decompress)
        : body;

    private static string? MediaTypeOf(ReadOnlySpan<byte> type)
    {
        foreach (var (text, mediaType) in Usual)
        {
            if (type.SequenceEqual(text))
            {
                return mediaType;
            }
        }

        return Parse(Encoding.Latin1.GetString(type));
    }

    private static string? Parse(string type) => MediaTypeHeaderValue.TryParse(type, out var parsed) ? parsed.MediaType : null;

    // Few answers tell one, and the message makes a collection of fields once it is asked for them.
    private static void AddWait(HttpResponseMessage response, string name, ReadOnlySpan<byte> value)
    {
        if (!value.IsEmpty)
        {
            response.Headers.TryAddWithoutValidation(name, Encoding.Latin1.GetString(value));
        }
    }
}
