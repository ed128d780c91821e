using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Router.Grpc.Sockets;

/// <summary>
/// A TCP connection. Who waits for its bytes goes on on its loop's thread. One read and one write may be under way at a time. Bytes that
/// are written in a turn of a loop may leave at its end; what becomes of them then, the next read or write tells.
/// </summary>
internal sealed partial class LoopStream : Stream
{
    private readonly Lock _gate = new();
    private readonly Socket _socket;
    private readonly SocketLoop _loop;
    private readonly int _place;

    // Good while it is not closed, which the gate sees to.
    private readonly int _number;
    private bool _isClosed;

    /// <param name="socket">Connected; it is closed together with the stream.</param>
    public LoopStream(Socket socket)
        : this(socket, writable: null, isOurs: false)
    {
    }

    private LoopStream(Socket socket, TaskCompletionSource? writable, bool isOurs)
    {
        IsOurs = isOurs;
        socket.Blocking = false;
        (_socket, _number, _loop, _writable) = (socket, (int)socket.Handle, SocketLoop.Any, writable);
        _place = _loop.Enter(this, socket.SafeHandle);
    }

    /// <summary>Whether it was connected from here.</summary>
    public bool IsOurs { get; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody answers there.</exception>
    public static async ValueTask<LoopStream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, Blocking = false };
        LoopStream? stream = null;
        try
        {
            var connected = IsConnected(socket, new(address, port)) ? null : new TaskCompletionSource();
            stream = new(socket, connected, isOurs: true);
            if (connected is not null)
            {
                await connected.Task.WaitAsync(cancellationToken);
                if (socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.Error) is int error and not 0)
                {
                    throw new SocketException(error);
                }
            }

            return stream;
        }
        catch
        {
            stream?.Dispose();
            socket.Dispose();
            throw;
        }
    }

    /// <summary>What its loop has to tell of its socket.</summary>
    public void Hear(uint what)
    {
        TaskCompletionSource? writable;
        var read = 0;
        IOException? failure = null;
        bool hasRead;
        CancellationTokenRegistration givenUp;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _mayHaveMore |= (what & (Epoll.Readable | Epoll.Ended)) != 0;
            _hasEnded |= (what & Epoll.Ended) != 0;
            writable = (what & (Epoll.Writable | Epoll.Ended)) != 0 ? _writable : null;
            if (writable is not null)
            {
                _writable = null;
            }

            if (_gatheredLength > 0 && (what & Epoll.Writable) != 0)
            {
                TrySendGathered();
            }

            hasRead = _isReading && _mayHaveMore && TryReceive(_wanted, out read, out failure);
            _isReading &= !hasRead;
            givenUp = _givenUp;
        }

        writable?.TrySetResult();
        if (hasRead)
        {
            givenUp.Dispose();
            End(read, failure);
        }
    }

    public override void Flush()
    {
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is read without blocking a thread.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("It is written without blocking a thread.");

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        TaskCompletionSource? writable;
        bool isReading;
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            TrySendGathered();
            _isClosed = true;
            (writable, _writable) = (_writable, null);
            (isReading, _isReading) = (_isReading, false);
            _givenUp.Unregister();
            _loop.Leave(_place);
            try
            {
                _socket.Shutdown(SocketShutdown.Both);
            }
            catch (SocketException)
            {
                // It was not connected, or is not any more.
            }

            _socket.Dispose();
            Free();
        }

        writable?.TrySetException(Closed());
        if (isReading)
        {
            EndElsewhere(Closed());
        }

        base.Dispose(disposing);
    }

    /// <returns>False when it is on its way.</returns>
    private static bool IsConnected(Socket socket, IPEndPoint remote)
    {
        try
        {
            socket.Connect(remote);
            return true;
        }
        catch (SocketException e) when (e.SocketErrorCode is SocketError.WouldBlock or SocketError.InProgress)
        {
            return false;
        }
    }

    private static IOException Closed() => new("The connection is closed.", new ObjectDisposedException(nameof(LoopStream)));

    private static IOException Broken(int error) =>
        new($"The connection broke: {Marshal.GetPInvokeErrorMessage(error)}", new SocketException((int)SocketCalls.ErrorOf(error)));
}
