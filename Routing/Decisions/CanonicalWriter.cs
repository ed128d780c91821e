using System.Buffers;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Routing.Decisions;

/// <summary>
/// Writes values into one unambiguous sequence of bytes: numbers little-endian in eight bytes, texts as UTF-8 behind their length,
/// a missing value as a mark of its own. Two inputs that differ anywhere give different bytes.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> initial)
{
    private const int Missing = -1;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public void Write(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    public void Write(bool value) => Write(value ? 1L : 0L);

    public void Write(long? value)
    {
        Write(value.HasValue);
        Write(value.GetValueOrDefault());
    }

    public void Write(string? text)
    {
        if (text is null)
        {
            Write((long)Missing);
            return;
        }

        var size = Encoding.UTF8.GetByteCount(text);
        Write((long)size);
        Encoding.UTF8.GetBytes(text, Take(size));
    }

    public readonly string Sha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(_buffer[.._length], hash);
        return Convert.ToHexStringLower(hash);
    }

    public void Dispose()
    {
        if (_rented is not null)
        {
            ArrayPool<byte>.Shared.Return(_rented);
            _rented = null;
        }
    }

    private Span<byte> Take(int size)
    {
        if (_buffer.Length - _length < size)
        {
            Grow(size);
        }

        var taken = _buffer.Slice(_length, size);
        _length += size;
        return taken;
    }

    private void Grow(int size)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(_buffer.Length * 2, _length + size));
        _buffer[.._length].CopyTo(larger);
        Dispose();
        _rented = larger;
        _buffer = larger;
    }
}
