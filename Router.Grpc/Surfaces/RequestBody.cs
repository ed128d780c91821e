using System.Buffers;
using Providers.Streams;

namespace Router.Grpc.Surfaces;

/// <summary>Reads a request body whole. It stays as it is until the last attempt.</summary>
internal static class RequestBody
{
    /// <summary>Reading and judging more than this takes so long that it must not be done on the thread that serves the sockets.</summary>
    public const int LongestInline = BodyPool.LongestApart;

    /// <exception cref="BadHttpRequestException">The body is over the limit, too slow or cut short.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var isLarge = read.Buffer.Length > LongestInline;
                var body = isLarge ? LargeBody.Take(request.HttpContext, read.Buffer) : read.Buffer.ToArray();
                reader.AdvanceTo(read.Buffer.End);
                if (isLarge)
                {
                    await Task.Yield();
                }

                return body;
            }

            reader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    /// <summary>Whether a content type names JSON. Absent passes: some clients leave it out and mean JSON.</summary>
    public static bool IsJson(HttpRequest request)
    {
        if (request.Headers.ContentEncoding.Count > 0 && request.Headers.ContentEncoding != "identity")
        {
            return false;
        }

        var type = request.ContentType.AsSpan();
        var end = type.IndexOf(';');
        type = (end < 0 ? type : type[..end]).Trim();
        return type.IsEmpty
            || type.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            || type.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }
}
