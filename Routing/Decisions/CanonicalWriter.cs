using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Routing.Decisions;

/// <summary>
/// Writes values into one unambiguous sequence of bytes: numbers in groups of seven bits, the last one unmarked; texts as UTF-8
/// behind their length; a missing value as a mark of its own. Two inputs that differ anywhere give different bytes.
/// </summary>
internal ref struct CanonicalWriter(Span<byte> initial)
{
    private const int LongestNumber = 10;
    private const int Missing = -1;

    // Each thread keeps its own: one made anew for each hash takes a third of its time.
    [ThreadStatic]
    private static IncrementalHash? s_digest;

    private Span<byte> _buffer = initial;
    private byte[]? _rented;
    private int _length;

    public void Write(long value)
    {
        // Zigzag: numbers near zero are short, whatever their sign. Most are so near that one byte holds them.
        var zigzag = (ulong)((value << 1) ^ (value >> 63));
        if (zigzag < 0x80 && _length < _buffer.Length)
        {
            _buffer[_length++] = (byte)zigzag;
            return;
        }

        WriteGroups(zigzag);
    }

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

    /// <summary>Writes a hash, all of which are equally long.</summary>
    public void Write(ReadOnlySpan<byte> hash) => hash.CopyTo(Take(hash.Length));

    public readonly string Sha256()
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        s_digest ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        s_digest.AppendData(_buffer[.._length]);
        s_digest.GetHashAndReset(hash);
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

    private void WriteGroups(ulong left)
    {
        var target = Take(LongestNumber);
        var written = 0;
        for (; left >= 0x80; left >>= 7)
        {
            target[written++] = (byte)(left | 0x80);
        }

        target[written++] = (byte)left;
        _length -= LongestNumber - written;
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
