using System.IO.Compression;

namespace ServiceDefaults.Rpc;

/// <summary>Compresses into a stream that it leaves open, and writes an empty member where nothing was to compress.</summary>
internal sealed class CompleteGzipStream(Stream target, CompressionLevel level) : Stream
{
    // RFC 1952: header without name and time, one empty deflate block, checksum and length of nothing.
    private static readonly byte[] EmptyMember = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly GZipStream _gzip = new(target, level, leaveOpen: true);
    private bool _isEmpty = true;
    private bool _isClosed;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => !_isClosed;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        _isEmpty &= buffer.IsEmpty;
        _gzip.Write(buffer);
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush() => _gzip.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isClosed)
        {
            _isClosed = true;
            _gzip.Dispose();
            if (_isEmpty)
            {
                target.Write(EmptyMember);
            }
        }

        base.Dispose(disposing);
    }
}
