using System.Buffers;

namespace Providers.Streams;

/// <summary>Takes a body as it is written, into an array of the <see cref="BodyPool"/> that grows with it.</summary>
public sealed class BodyBuffer : IBufferWriter<byte>, IDisposable
{
    private const int FirstSize = 1024;

    private byte[] _array = BodyPool.Rent(FirstSize);
    private int _length;

    /// <summary>What was written so far.</summary>
    public ReadOnlySpan<byte> WrittenSpan => _array.AsSpan(0, _length);

    /// <summary>What was written, the receiver's to give back instead of whoever wrote it.</summary>
    public WholeBody ToBody()
    {
        var (array, length) = (_array, _length);
        (_array, _length) = ([], 0);
        return new(array.AsMemory(0, length), array);
    }

    /// <summary>Forgets what was written.</summary>
    public void Clear() => _length = 0;

    /// <summary>Gives back what is not handed over.</summary>
    public void Dispose()
    {
        if (_array.Length > 0)
        {
            BodyPool.Return(_array);
            _array = [];
        }
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _array.AsMemory(_length);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    private void MakeRoom(int room)
    {
        if (_array.Length - _length >= room)
        {
            return;
        }

        var larger = BodyPool.Rent(Math.Max(_length + room, _array.Length * 2));
        _array.AsSpan(0, _length).CopyTo(larger);
        Dispose();
        _array = larger;
    }
}
