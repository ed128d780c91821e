using Providers.Failures;

namespace Providers.Streams;

/// <summary>Reads bodies that end, up to a limit.</summary>
public static class CappedBody
{
    /// <summary>Longest answer accepted in one piece.</summary>
    public const int AnswerLimit = 64 << 20;

    private const int FirstSize = 16 << 10;

    /// <summary>Reads a whole answer. Whoever has no more use for it may give it back.</summary>
    /// <param name="content">The body, decompressed or not.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <param name="limit">Most bytes accepted.</param>
    /// <exception cref="UpstreamFailureException">The connection broke, or the limit is exceeded.</exception>
    public static ValueTask<WholeBody> ReadAllAsync(HttpContent content, CancellationToken cancellationToken, int limit = AnswerLimit) =>
        ReadUpToAsync(content, limit + 1, limit, cancellationToken);

    /// <summary>Reads no more than the beginning.</summary>
    /// <param name="content">The body, decompressed or not.</param>
    /// <param name="most">Most bytes read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="UpstreamFailureException">The connection broke.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadAsync(HttpContent content, int most, CancellationToken cancellationToken) =>
        (await ReadUpToAsync(content, most, most, cancellationToken)).Bytes;

    private static async ValueTask<WholeBody> ReadUpToAsync(HttpContent content, int most, int limit, CancellationToken cancellationToken)
    {
        try
        {
            var (stream, told) = content is ReceivedContent received
                ? (received.Body, received.Length)
                : (await content.ReadAsStreamAsync(cancellationToken), content.Headers.ContentLength);
            var body = told is { } length and > 0 && length <= most
                ? await ReadKnownAsync(stream, (int)length, cancellationToken)
                : await ReadUnknownAsync(stream, most, cancellationToken);
            return body.Bytes.Length <= limit
                ? body
                : throw new UpstreamFailureException(UpstreamFailure.Malformed($"The answer exceeds {limit} bytes."));
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

    private static async ValueTask<WholeBody> ReadKnownAsync(Stream stream, int length, CancellationToken cancellationToken)
    {
        var isApart = length <= BodyPool.LongestApart;
        var body = isApart ? GC.AllocateUninitializedArray<byte>(length) : BodyPool.Rent(length);
        var end = 0;
        while (end < length && await stream.ReadAsync(body.AsMemory(end, length - end), cancellationToken) is var read and > 0)
        {
            end += read;
        }

        return isApart ? new(body.AsMemory(0, end)) : WholeBody.Of(body, end);
    }

    // Where the reading fails, the array is left to the collector: what was cut off may write into it for a while.
    private static async ValueTask<WholeBody> ReadUnknownAsync(Stream stream, int most, CancellationToken cancellationToken)
    {
        var buffer = BodyPool.Rent(Math.Min(most, FirstSize));
        var end = 0;
        while (true)
        {
            var read = await stream.ReadAsync(buffer.AsMemory(end, Math.Min(buffer.Length, most) - end), cancellationToken);
            end += read;
            if (read == 0 || end == most)
            {
                return WholeBody.Of(buffer, end);
            }

            if (end == buffer.Length)
            {
                var larger = BodyPool.Rent(buffer.Length * 2);
                buffer.CopyTo(larger, 0);
                BodyPool.Return(buffer);
                buffer = larger;
            }
        }
    }
}
