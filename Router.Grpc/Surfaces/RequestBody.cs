using System.Buffers;
using System.IO.Pipelines;
using Providers.Streams;

namespace Router.Grpc.Surfaces;

/// <summary>Reads a request body whole. It stays as it is until the last attempt.</summary>
internal static class RequestBody
{
    /// <summary>Reading and judging more than this takes so long that it must not be done on the thread that serves the sockets.</summary>
    public const int LongestInline = BodyPool.LongestApart;

    /// <exception cref="BadHttpRequestException">The body is over the limit, too slow or cut short.</exception>
    public static ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var reader = request.BodyReader;
        if (!reader.TryRead(out var read))
        {
            return ReadAllAsync(request, reader, cancellationToken);
        }

        if (!read.IsCompleted || read.Buffer.Length > LongestInline)
        {
            reader.AdvanceTo(read.Buffer.Start);
            return ReadAllAsync(request, reader, cancellationToken);
        }

        // Most come together with their heads, and are waited for by nobody.
        var body = Copy(read.Buffer);
        reader.AdvanceTo(read.Buffer.End);
        return new(body);
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(HttpRequest request, PipeReader reader, CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await reader.ReadAsync(cancellationToken);
            if (read.IsCompleted)
            {
                var isLarge = read.Buffer.Length > LongestInline;
                var body = isLarge ? LargeBody.Take(request.HttpContext, read.Buffer) : Copy(read.Buffer);
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

    private static byte[] Copy(in ReadOnlySequence<byte> bytes)
    {
        var copy = GC.AllocateUninitializedArray<byte>((int)bytes.Length);
        bytes.CopyTo(copy);
        return copy;
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
