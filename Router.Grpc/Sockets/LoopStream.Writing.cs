using System.Buffers;

namespace Router.Grpc.Sockets;

/// <content>Writing: bytes leave at once, or in a turn of several at its end.</content>
internal sealed partial class LoopStream
{
    // What is longer leaves at once: to copy it costs more than to wake its reader.
    private const int MostGathered = 16 << 10;

    private byte[] _gathered = [];
    private int _gatheredLength;
    private TaskCompletionSource? _writable;
    private int _failure;

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled(cancellationToken);
        }

        try
        {
            lock (_gate)
            {
                if (TryGather(buffer.Span))
                {
                    return default;
                }

                TrySend(ref buffer);
            }
        }
        catch (IOException e)
        {
            return ValueTask.FromException(e);
        }

        return buffer.IsEmpty ? default : new(WriteRestAsync(buffer, cancellationToken));
    }

    /// <summary>Waits until all that was written has left.</summary>
    /// <exception cref="IOException">The connection broke.</exception>
    public ValueTask DrainAsync() => new(WriteRestAsync(default, CancellationToken.None));

    /// <summary>Sends what was written in the turn.</summary>
    public void SendGathered()
    {
        lock (_gate)
        {
            if (!_isClosed)
            {
                TrySendGathered();
            }
        }
    }

    // Under the gate.
    private bool TryGather(ReadOnlySpan<byte> bytes)
    {
        if (_isClosed || _failure != 0)
        {
            throw _isClosed ? Closed() : Broken(_failure);
        }

        if (_writable is not null || _gatheredLength + bytes.Length > MostGathered)
        {
            return false;
        }

        if (_gatheredLength == 0)
        {
            if (SocketLoop.InTurn is not { } loop)
            {
                return false;
            }

            loop.SendLater(this);
        }

        if (_gathered.Length - _gatheredLength < bytes.Length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(_gatheredLength + bytes.Length);
            _gathered.AsSpan(0, _gatheredLength).CopyTo(larger);
            var length = _gatheredLength;
            Free();
            (_gathered, _gatheredLength) = (larger, length);
        }

        bytes.CopyTo(_gathered.AsSpan(_gatheredLength));
        _gatheredLength += bytes.Length;
        return true;
    }

    // Under the gate: what was gathered first.
    private void TrySend(ref ReadOnlyMemory<byte> bytes)
    {
        if (TrySendGathered() && !bytes.IsEmpty)
        {
            bytes = bytes[Send(bytes.Span)..];
        }

        if (_failure != 0)
        {
            throw Broken(_failure);
        }
    }

    // Under the gate.
    private bool TrySendGathered()
    {
        if (_gatheredLength == 0)
        {
            return true;
        }

        var sent = Send(_gathered.AsSpan(0, _gatheredLength));
        if (sent < _gatheredLength && _failure == 0)
        {
            _gathered.AsSpan(sent, _gatheredLength - sent).CopyTo(_gathered);
            _gatheredLength -= sent;
            return false;
        }

        Free();
        return _failure == 0;
    }

    private int Send(ReadOnlySpan<byte> bytes)
    {
        var sent = SocketCalls.Send(_number, bytes);
        if (sent < 0 && sent != -SocketCalls.WouldBlock)
        {
            _failure = -sent;
        }

        return Math.Max(sent, 0);
    }

    private async Task WriteRestAsync(ReadOnlyMemory<byte> rest, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task writable;
            lock (_gate)
            {
                if (_isClosed)
                {
                    throw Closed();
                }

                TrySend(ref rest);
                if (rest.IsEmpty && _gatheredLength == 0)
                {
                    return;
                }

                writable = (_writable ??= new()).Task;
            }

            await writable.WaitAsync(cancellationToken);
        }
    }

    private void Free()
    {
        if (_gathered.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_gathered);
        }

        (_gathered, _gatheredLength) = ([], 0);
    }
}
