using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace Router.Grpc.Sockets;

/// <summary>A caller's connection: its bytes come and go through two pipes.</summary>
internal sealed class LoopConnection : DefaultConnectionContext, IMemoryPoolFeature
{
    private const int LeastRead = 2048;
    private const int MostHeld = 64 << 10;

    private readonly LoopStream _stream;
    private readonly CancellationTokenSource _closed = new();
    private readonly PipeWriter _received;
    private readonly PipeReader _toSend;
    private ConnectionAbortedException? _abortReason;
    private Task _running = Task.CompletedTask;

    /// <param name="socket">A caller's, connected.</param>
    /// <param name="pool">Lends memory for what comes and goes.</param>
    /// <param name="mostUnread">Bytes that may wait to be read before no more are received.</param>
    /// <param name="mostUnsent">Bytes that may wait to be sent before whoever writes waits.</param>
    public LoopConnection(Socket socket, MemoryPool<byte> pool, long mostUnread, long mostUnsent)
        : base(Guid.CreateVersion7().ToString("N"))
    {
        (LocalEndPoint, RemoteEndPoint, MemoryPool) = (socket.LocalEndPoint, socket.RemoteEndPoint, pool);
        var input = new Pipe(Options(pool, mostUnread));
        var output = new Pipe(Options(pool, mostUnsent));
        (_received, _toSend) = (input.Writer, output.Reader);
        Transport = new Duplex(input.Reader, output.Writer);
        ConnectionClosed = _closed.Token;
        Features.Set<IMemoryPoolFeature>(this);
        _stream = new(socket);
    }

    public MemoryPool<byte> MemoryPool { get; }

    /// <summary>Begins to receive and to send.</summary>
    public void Start() => _running = Task.WhenAll(ReceiveAsync(), SendAsync());

    public override void Abort(ConnectionAbortedException abortReason)
    {
        _abortReason ??= abortReason;
        _stream.Dispose();
        _toSend.CancelPendingRead();
    }

    public override async ValueTask DisposeAsync()
    {
        await Transport.Input.CompleteAsync();
        await Transport.Output.CompleteAsync();
        await _running;
        _closed.Dispose();
        await base.DisposeAsync();
    }

    private static PipeOptions Options(MemoryPool<byte> pool, long most) =>
        new(pool, PipeScheduler.Inline, PipeScheduler.Inline, most, most / 2, useSynchronizationContext: false);

    private async Task ReceiveAsync()
    {
        Exception? error = null;
        try
        {
            while (true)
            {
                // Nobody who is silent holds memory.
                await _stream.ReadyAsync();
                var memory = _received.GetMemory(LeastRead);
                var read = await _stream.ReadAsync(memory, CancellationToken.None);
                if (read == 0)
                {
                    break;
                }

                _received.Advance(read);

                // A request that is longer than a piece of memory is handed over once, and not piece by piece.
                for (var held = read; read == memory.Length && held < MostHeld; held += read)
                {
                    memory = _received.GetMemory(LeastRead);
                    if (!_stream.TryReadOn(memory, out read))
                    {
                        break;
                    }

                    _received.Advance(read);
                }

                var flush = await _received.FlushAsync(CancellationToken.None);
                if (flush.IsCompleted || flush.IsCanceled)
                {
                    break;
                }
            }
        }
        catch (IOException e)
        {
            error = _abortReason is { } reason ? reason : new ConnectionResetException(e.Message, e);
        }

        await _received.CompleteAsync(error);

        // What listens for it may take its time.
        await Task.Yield();
        await _closed.CancelAsync();
    }

    private async Task SendAsync()
    {
        try
        {
            while (true)
            {
                var result = await _toSend.ReadAsync(CancellationToken.None);
                if (result.IsCanceled)
                {
                    break;
                }

                foreach (var piece in result.Buffer)
                {
                    await _stream.WriteAsync(piece, CancellationToken.None);
                }

                _toSend.AdvanceTo(result.Buffer.End);
                if (result.IsCompleted)
                {
                    await _stream.DrainAsync();
                    break;
                }
            }
        }
        catch (IOException)
        {
            // The receiving side hears of it as well.
        }

        await _stream.DisposeAsync();
        await _toSend.CompleteAsync();

        // So that what waits for its bytes to be read waits no more.
        _received.CancelPendingFlush();
    }

    private sealed class Duplex(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
