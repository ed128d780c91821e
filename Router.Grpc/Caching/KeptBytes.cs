using Providers.Streams;
using Router.Grpc.Connections;

namespace Router.Grpc.Caching;

/// <summary>What is kept for a while, in pieces of which none is a large object: only a collection of everything would free that.</summary>
internal sealed class KeptBytes
{
    private const int LongestPiece = BodyPool.LongestApart;

    private readonly byte[][] _pieces;

    /// <summary>Copies.</summary>
    public KeptBytes(ReadOnlySpan<byte> bytes)
    {
        Length = bytes.Length;
        _pieces = new byte[(bytes.Length + LongestPiece - 1) / LongestPiece][];
        for (var index = 0; index < _pieces.Length; index++)
        {
            _pieces[index] = bytes[..Math.Min(bytes.Length, LongestPiece)].ToArray();
            bytes = bytes[_pieces[index].Length..];
        }
    }

    public int Length { get; }

    /// <summary>Copies all of it.</summary>
    /// <param name="bytes">Has room for it.</param>
    public void CopyTo(Span<byte> bytes)
    {
        foreach (var piece in _pieces)
        {
            piece.CopyTo(bytes);
            bytes = bytes[piece.Length..];
        }
    }

    /// <summary>Reads it from the beginning.</summary>
    public Stream Open() => new PieceStream(_pieces);

    private sealed class PieceStream(byte[][] pieces) : ForwardStream
    {
        private int _piece;
        private int _at;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_piece == pieces.Length)
            {
                return ValueTask.FromResult(0);
            }

            var read = Math.Min(buffer.Length, pieces[_piece].Length - _at);
            pieces[_piece].AsSpan(_at, read).CopyTo(buffer.Span);
            _at += read;
            if (_at == pieces[_piece].Length)
            {
                (_piece, _at) = (_piece + 1, 0);
            }

            return ValueTask.FromResult(read);
        }
    }
}
