using System.Buffers;
using System.Net.Sockets;
using Providers;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// One connection, on which one request is under way at a time. It always listens, also while it rests: so it knows of its own accord
/// when the server closes it, and hears the answer without having to ask once more.
/// </summary>
internal sealed class Http11Connection(Stream stream, OriginPool pool, TimeProvider time) : IDisposable
{
    private const int BufferSize = 4096;

    // Up to here head and body are copied together, to leave in one packet.
    private const int LargestCopy = 32 << 10;

    // What a head takes, but for an endless key.
    private const int HeadSize = 1024;

    private byte[] _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
    private int _start;
    private int _end;
    private int _interim;
    private ResponseHead _early;
    private ValueTask<int> _arriving;
    private bool _hasServed;
    private int _isClosed;

    /// <summary>Timestamp of its beginning.</summary>
    public long OpenedAt { get; } = time.GetTimestamp();

    /// <summary>Timestamp of the end of its latest answer.</summary>
    public long RestsSince { get; private set; }

    /// <summary>Whether the server neither said anything nor closed it.</summary>
    public bool IsSilent => !_arriving.IsCompleted;

    /// <summary>Waits for the next answer's first bytes.</summary>
    /// <param name="now">Timestamp of the end of the answer before.</param>
    public void Listen(long now)
    {
        (_start, _end, _interim) = (0, 0, 0);
        RestsSince = now;
        if (_buffer.Length > BufferSize)
        {
            _buffer = GC.AllocateUninitializedArray<byte>(BufferSize);
        }

#pragma warning disable CA2012 // It is awaited once, by the next request; until then it is only asked whether it is over.
        _arriving = stream.ReadAsync(_buffer, CancellationToken.None);
#pragma warning restore CA2012
    }

    /// <summary>Sends a request and reads the head of its answer.</summary>
    /// <param name="request">The request; its body, if any, is in JSON.</param>
    /// <param name="route">Where it goes.</param>
    /// <param name="resend">
    /// Sends it over another connection, when the server had closed this one, which had served another request, without a byte of this one's answer.
    /// </param>
    /// <param name="cancellationToken">Closes the connection, until the answer has been read or disposed.</param>
    /// <exception cref="HttpRequestException">There was no answer, or it is not valid.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Route route, Resend resend, CancellationToken cancellationToken)
    {
        var abort = cancellationToken.UnsafeRegister(static connection => ((Http11Connection)connection!).Dispose(), this);
        var hasAnswered = false;
        try
        {
            if (!await WriteAsync(request, route))
            {
                // The server may go on to wait for the rest, which nobody will send.
                hasAnswered = true;
                return Begin(_early, mayServeAnother: false, abort, cancellationToken);
            }

            for (var arriving = _arriving; await arriving is var read and > 0; arriving = stream.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None))
            {
                _end += read;
                if (TryReadHead(out var head))
                {
                    hasAnswered = true;
                    return Begin(head, mayServeAnother: true, abort, cancellationToken);
                }

                MakeRoom();
            }

            cancellationToken.ThrowIfCancellationRequested();
            if (!IsStale)
            {
                throw BadAnswer.Missing();
            }
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!IsStale)
            {
                throw BadAnswer.Missing(e);
            }
        }
        finally
        {
            if (!hasAnswered)
            {
                await abort.DisposeAsync();
                Dispose();
            }
        }

        return await resend(request, route, cancellationToken);
    }

    /// <summary>Bytes of the body: first those that came with the head.</summary>
    public ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var here = Math.Min(buffer.Length, _end - _start);
        if (here == 0)
        {
            return stream.ReadAsync(buffer, cancellationToken);
        }

        _buffer.AsSpan(_start, here).CopyTo(buffer.Span);
        _start += here;
        return new(here);
    }

    /// <summary>Serves another request, if the server sent no more than it should have.</summary>
    public void Release()
    {
        if (_start == _end && _isClosed == 0)
        {
            pool.Return(this);
        }
        else
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isClosed, 1) == 0)
        {
            stream.Dispose();
        }
    }

    // A server may close a connection that rests at the very moment at which a request is sent.
    private bool IsStale => _hasServed && _end == 0;

    /// <returns>False when an answer came before all was sent, whose head has been read.</returns>
    private async ValueTask<bool> WriteAsync(HttpRequestMessage request, Route route)
    {
        var body = request.Content as SplicedContent;
        var pieces = body?.Begin() ?? [];
        var buffer = ArrayPool<byte>.Shared.Rent(HeadSize + (int)Math.Min(body?.Length ?? 0, LargestCopy));
        try
        {
            int length;
            while (!RequestHead.TryWrite(request, route, body?.Length, buffer, out length))
            {
                ArrayPool<byte>.Shared.Return(buffer);
                buffer = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
            }

            var next = 0;
            for (; next < pieces.Count && pieces[next].Length <= buffer.Length - length; next++)
            {
                pieces[next].CopyTo(buffer.AsMemory(length));
                length += pieces[next].Length;
            }

            await stream.WriteAsync(buffer.AsMemory(0, length), CancellationToken.None);
            if (next < pieces.Count && !await WriteRestAsync(pieces, next))
            {
                return false;
            }

            body?.End();
            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // A server that has refused a request reads no more of it, and may close the connection.
    private async ValueTask<bool> WriteRestAsync(IReadOnlyList<ReadOnlyMemory<byte>> pieces, int next)
    {
        var arriving = _arriving.AsTask();
        _arriving = new(arriving);
        for (; next < pieces.Count; next++)
        {
            var writing = stream.WriteAsync(pieces[next], CancellationToken.None).AsTask();
            while (!writing.IsCompletedSuccessfully && (await Task.WhenAny(writing, arriving) == arriving || writing.IsFaulted))
            {
                if (!arriving.IsFaulted && await arriving is var read and > 0)
                {
                    _end += read;
                    if (TryReadHead(out _early))
                    {
                        _ = writing.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                        return false;
                    }

                    MakeRoom();
                    arriving = stream.ReadAsync(_buffer.AsMemory(_end), CancellationToken.None).AsTask();
                    _arriving = new(arriving);
                }
                else
                {
                    await writing;
                }
            }
        }

        return true;
    }

    /// <returns>False when more bytes are needed.</returns>
    private bool TryReadHead(out ResponseHead head)
    {
        while (ResponseHead.TryRead(_buffer.AsSpan(_start, _end - _start), out head))
        {
            if (!head.IsInterim)
            {
                return true;
            }

            _interim += head.Length;
            _start += head.Length;
            if (head.Status == 101 || _interim > ResponseHead.Limit)
            {
                throw BadAnswer.Head("It announces an answer and does not get there.");
            }
        }

        return false;
    }

    private HttpResponseMessage Begin(in ResponseHead head, bool mayServeAnother, CancellationTokenRegistration abort, CancellationToken cancellationToken)
    {
        var body = new ResponseBody(this, head, mayServeAnother, abort, time, cancellationToken);
        var response = Answer.Of(head, _buffer.AsSpan(_start), body);
        _start += head.Length;
        _hasServed = true;
        body.EndIfEmpty();
        return response;
    }

    private void MakeRoom()
    {
        if (_end < _buffer.Length)
        {
            return;
        }

        var held = _buffer.AsSpan(_start, _end - _start);
        var larger = GC.AllocateUninitializedArray<byte>(held.Length < _buffer.Length / 2 ? _buffer.Length : _buffer.Length * 2);
        held.CopyTo(larger);
        (_buffer, _start, _end) = (larger, 0, held.Length);
    }
}

/// <summary>Sends a request over another connection.</summary>
internal delegate Task<HttpResponseMessage> Resend(HttpRequestMessage request, Route route, CancellationToken cancellationToken);
