using System.Buffers;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// The body of an answer, without its framing. A read hands over all that has come. At its end the connection is free for the next
/// request; whoever disposes it before reads what little may be left in the background.
/// </summary>
internal sealed class ResponseBody : ForwardStream
{
    private const int MostDrained = 64 << 10;
    private static readonly TimeSpan DrainFor = TimeSpan.FromSeconds(1);

    private readonly Http11Connection _connection;
    private readonly CancellationTokenRegistration _abort;
    private readonly CancellationToken _aborted;
    private readonly TimeProvider _time;
    private readonly bool _isChunked;
    private readonly bool _keepsConnection;
    private ChunkDecoder _chunks;
    private long _left;
    private bool _isOver;
    private bool _isDisposed;

    /// <param name="connection">Where it comes from.</param>
    /// <param name="head">How it is framed.</param>
    /// <param name="mayServeAnother">Whether the connection serves another request at its end, if the head allows it.</param>
    /// <param name="abort">What closes the connection when <paramref name="aborted"/> is cancelled.</param>
    /// <param name="time">The clock.</param>
    /// <param name="aborted">Ends the whole answer.</param>
    public ResponseBody(
        Http11Connection connection, in ResponseHead head, bool mayServeAnother, CancellationTokenRegistration abort, TimeProvider time, CancellationToken aborted)
    {
        (_connection, _abort, _aborted, _time) = (connection, abort, aborted, time);
        (_isChunked, _keepsConnection) = (head.IsChunked, mayServeAnother && head.KeepsConnection);
        _left = head.IsBodiless ? 0 : head.IsChunked ? long.MaxValue : head.ContentLength ?? long.MaxValue;
    }

    /// <summary>Frees the connection of an answer that has no body.</summary>
    public void EndIfEmpty()
    {
        if (_left == 0)
        {
            Finish(mayServe: true);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (!_isOver && !buffer.IsEmpty)
        {
            var wanted = buffer.Length > _left ? buffer[..(int)_left] : buffer;
            int read;
            try
            {
                // Whoever gives up closes the connection, which ends the wait as well.
                read = await _connection.ReadAsync(wanted, cancellationToken == _aborted ? CancellationToken.None : cancellationToken);
            }
            catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
            {
                Finish(mayServe: false);
                _aborted.ThrowIfCancellationRequested();
                throw e is IOException or OperationCanceledException ? e : new IOException("The connection broke.", e);
            }

            if (Take(wanted.Span[..read]) is var content and > 0)
            {
                return content;
            }
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && !_isDisposed)
        {
            _isDisposed = true;
            if (!_isOver)
            {
                _abort.Dispose();
                if (_aborted.IsCancellationRequested || !_keepsConnection)
                {
                    Finish(mayServe: false);
                }
                else
                {
                    _ = DrainAsync();
                }
            }
        }

        base.Dispose(disposing);
    }

    /// <returns>How many bytes of content the bytes have at their beginning now.</returns>
    private int Take(Span<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            // Whoever gives up closes the connection, which looks like its end.
            Finish(mayServe: false);
            _aborted.ThrowIfCancellationRequested();
            return _isChunked || _left < long.MaxValue ? throw BadAnswer.Cut() : 0;
        }

        return _isChunked ? TakeChunks(bytes) : TakeLength(bytes);
    }

    private int TakeLength(Span<byte> bytes)
    {
        // To the end of the connection there is no length to count down from.
        _left -= _left == long.MaxValue ? 0 : bytes.Length;
        EndIfEmpty();
        return bytes.Length;
    }

    private int TakeChunks(Span<byte> bytes)
    {
        try
        {
            var content = _chunks.Decode(bytes, out var read);
            if (_chunks.IsDone)
            {
                Finish(read == bytes.Length);
            }

            return content;
        }
        catch (HttpIOException)
        {
            Finish(mayServe: false);
            throw;
        }
    }

    private void Finish(bool mayServe)
    {
        _isOver = true;
        _abort.Dispose();
        if (mayServe && _keepsConnection)
        {
            _connection.Release();
        }
        else
        {
            _connection.Dispose();
        }
    }

    // A stream is read to its last event; behind it stands the end of its framing, on its way as a packet of its own.
    private async Task DrainAsync()
    {
        using var deadline = new CancellationTokenSource(DrainFor, _time);
        var buffer = ArrayPool<byte>.Shared.Rent(4096);
        try
        {
            var drained = 0;
            while (await ReadAsync(buffer, deadline.Token) is var read and > 0)
            {
                drained += read;
                if (drained > MostDrained)
                {
                    Finish(mayServe: false);
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // It serves nobody any more.
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
