using System.Net;

namespace Providers.Streams;

/// <summary>
/// An answer's body as it comes, with what its readers ask of it: the collection of header fields that would tell them takes longer to make
/// than all there is to tell.
/// </summary>
/// <param name="body">Unpacked.</param>
/// <param name="knownLength">Its length; null where it is not known before its end.</param>
/// <param name="mediaType">What the provider says it is, without parameters; null when it does not say.</param>
public sealed class ReceivedContent(Stream body, long? knownLength, string? mediaType) : HttpContent
{
    internal Stream Body => body;

    internal long? Length => knownLength;

    private string? MediaType => mediaType;

    /// <summary>What a body is, without parameters; null when nobody says.</summary>
    public static string? MediaTypeOf(HttpContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content is ReceivedContent received ? received.MediaType : content.Headers.ContentType?.MediaType;
    }

    /// <inheritdoc/>
    protected override Task<Stream> CreateContentReadStreamAsync() => Task.FromResult(body);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => body.CopyToAsync(stream);

    /// <inheritdoc/>
    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken) =>
        body.CopyToAsync(stream, cancellationToken);

    /// <inheritdoc/>
    protected override bool TryComputeLength(out long length)
    {
        length = knownLength ?? 0;
        return knownLength is not null;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            body.Dispose();
        }

        base.Dispose(disposing);
    }
}
