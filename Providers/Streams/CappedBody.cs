using System.Buffers;
using Providers.Failures;

namespace Providers.Streams;

/// <summary>Reads bodies that end, up to a limit.</summary>
public static class CappedBody
{
    /// <summary>Longest answer accepted in one piece.</summary>
    public const int AnswerLimit = 64 << 20;

    private const int FirstSize = 16 << 10;

    /// <summary>Reads a whole answer.</summary>
    /// <param name="content">The body, decompressed or not.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="limit">Most bytes accepted.</param>
    /// <exception cref="UpstreamFailureException">The connection broke, or the limit is exceeded.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAllAsync(
        HttpContent content, CancellationToken cancellationToken, int limit = AnswerLimit)
    {
        var body = await ReadAsync(content, limit + 1, cancellationToken);
        return body.Length <= limit
            ? body
            : throw new UpstreamFailureException(UpstreamFailure.Malformed($"The answer exceeds {limit} bytes."));
    }

    /// <summary>Reads no more than the beginning.</summary>
    /// <param name="content">The body, decompressed or not.</param>
    /// <param name="most">Most bytes read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UpstreamFailureException">The connection broke.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken)
    {
        try
        {
            var (stream, told) = content is ReceivedContent received
                ? (received.Body, received.Length)
                : (await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentLength);
            return told is { } length and > 0 && length <= most
                ? await ReadKnownAsync(stream, (int)length, cancellationToken)
                : await ReadUnknownAsync(stream, most, cancellationToken);
        }
        catch (Exception e) when (UpstreamFailure.From(e) is { } failure)
        {
            throw new UpstreamFailureException(failure, e);
        }
        catch (InvalidOperationException e)
        {
            // How a Brotli stream says that its data are broken; Gzip has InvalidDataException for that.
            throw new UpstreamFailureException(UpstreamFailure.Malformed("The answer is not compressed as it says."), e);
        }
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadKnownAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var body = GC.AllocateUninitializedArray<byte>(length);
        return body.AsMemory(0, await stream.ReadAtLeastAsync(body, length, throwOnEndOfStream: false, cancellationToken));
    }

    private static async ValueTask<ReadOnlyMemory<byte>> ReadUnknownAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Min(most, FirstSize));
        var end = 0;
        try
        {
            while (true)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(end, Math.Min(buffer.Length, most) - end), cancellationToken);
                end += read;
                if (read == 0 || end == most)
                {
                    return buffer.AsSpan(0, end).ToArray();
                }

                if (end == buffer.Length)
                {
                    var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                    buffer.CopyTo(larger, 0);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
