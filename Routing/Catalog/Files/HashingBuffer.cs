using System.Buffers;
using System.Security.Cryptography;

namespace Routing.Catalog.Files;

/// <summary>Takes bytes to be hashed and keeps none of them: a catalog of 10,000 models is megabytes of text.</summary>
internal sealed class HashingBuffer : IBufferWriter<byte>, IDisposable
{
    private const int Size = 32 * 1024;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] _buffer = new byte[Size];

    public void Advance(int count) => _hash.AppendData(_buffer.AsSpan(0, count));

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        if (sizeHint > _buffer.Length)
        {
            _buffer = new byte[sizeHint];
        }

        return _buffer;
    }

    public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

    /// <summary>The hash of everything so far, in hexadecimal.</summary>
    public string Finish() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    public void Dispose() => _hash.Dispose();
}
