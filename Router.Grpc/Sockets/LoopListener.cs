using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Router.Grpc.Sockets;

/// <summary>Takes callers' connections at one address.</summary>
internal sealed partial class LoopListener(
    Socket socket, MemoryPool<byte> pool, SocketTransportOptions options, TimeProvider time, ILogger<LoopListener> logger) : IConnectionListener
{
    private static readonly TimeSpan UntilThereIsRoom = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan SaidEvery = TimeSpan.FromMinutes(1);

    private long? _saidAt;

    public EndPoint EndPoint => socket.LocalEndPoint!;

    public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                return Begin(await socket.AcceptAsync(cancellationToken));
            }
            catch (ObjectDisposedException)
            {
                return null;
            }
            catch (SocketException e) when (e.SocketErrorCode == SocketError.OperationAborted)
            {
                return null;
            }
            catch (Exception e) when (e is IOException or SocketException { SocketErrorCode: SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable })
            {
                // The caller waits where he is, so that to ask again at once would find him again at once.
                SayNoRoom(e.Message);
                await Task.Delay(UntilThereIsRoom, time, cancellationToken);
            }
            catch (SocketException)
            {
                // That caller is gone already.
            }
        }
    }

    public ValueTask UnbindAsync(CancellationToken cancellationToken = default)
    {
        socket.Dispose();
        return default;
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        pool.Dispose();
        return default;
    }

    private LoopConnection Begin(Socket accepted)
    {
        try
        {
            accepted.NoDelay = options.NoDelay;
            var connection = new LoopConnection(accepted, pool, options.MaxReadBufferSize ?? 0, options.MaxWriteBufferSize ?? 0);
            connection.Start();
            return connection;
        }
        catch
        {
            accepted.Dispose();
            throw;
        }
    }

    private void SayNoRoom(string reason)
    {
        if (_saidAt is not { } said || time.GetElapsedTime(said) > SaidEvery)
        {
            _saidAt = time.GetTimestamp();
            LogNoRoom(reason);
        }
    }

    [LoggerMessage(EventId = 720, Level = LogLevel.Warning,
        Message = "The system has no room for another connection ({Reason}). Callers wait until others have gone; a higher limit of open files makes room (ulimit -n).")]
    private partial void LogNoRoom(string reason);
}
