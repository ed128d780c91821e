namespace Providers.Tests.Streams;

/// <summary>Gives out its bytes in pieces that end at given places, and may break off or end there.</summary>
internal sealed class ChoppedStream(byte[] bytes, int[] cuts, Exception? breaksWith = null) : Stream
{
    private int _position;

    /// <summary>How often it was asked for bytes.</summary>
    public int Reads { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Reads++;
        var end = cuts.FirstOrDefault(cut => cut > _position, bytes.Length);
        var length = Math.Min(buffer.Length, end - _position);
        if (length == 0 && breaksWith is not null)
        {
            throw breaksWith;
        }

        bytes.AsMemory(_position, length).CopyTo(buffer);
        _position += length;
        return new(length);
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
