using System.Buffers;
using System.Net;
using Providers.Streams;
using Router.Grpc.Connections;

namespace Router.Grpc.Caching;

/// <summary>A response's body that keeps what is read of it, up to a limit.</summary>
internal sealed class RecordedContent : HttpContent
{
    private readonly HttpContent _content;
    private readonly int _limit;
    private BodyBuffer? _kept = new();

    public RecordedContent(HttpContent content, int limit)
    {
        (_content, _limit) = (content, limit);
        Headers.TryAddWithoutValidation("Content-Type", ReceivedContent.MediaTypeOf(content));
    }

    /// <summary>What was read, to its end; null when it was too much.</summary>
    public KeptBytes? Take()
    {
        var kept = _kept is null ? null : new KeptBytes(_kept.WrittenSpan);
        Forget();
        return kept;
    }

    protected override async Task<Stream> CreateContentReadStreamAsync() => new RecordedStream(await _content.ReadAsStreamAsync(), this);

    protected override async Task<Stream> CreateContentReadStreamAsync(CancellationToken cancellationToken) =>
        new RecordedStream(await _content.ReadAsStreamAsync(cancellationToken), this);

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => throw new NotSupportedException("It is read, not copied.");

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _content.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Keep(ReadOnlySpan<byte> read)
    {
        if (_kept is not null && _kept.WrittenSpan.Length + read.Length <= _limit)
        {
            _kept.Write(read);
        }
        else
        {
            Forget();
        }
    }

    private void Forget()
    {
        _kept?.Dispose();
        _kept = null;
    }

    private sealed class RecordedStream(Stream stream, RecordedContent content) : ForwardStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await stream.ReadAsync(buffer, cancellationToken);
            content.Keep(buffer.Span[..read]);
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                stream.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}
