using System.Buffers;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Router.Grpc.Sockets;

/// <summary>Takes callers' connections at one address.</summary>
internal sealed class LoopListener(Socket socket, MemoryPool<byte> pool, SocketTransportOptions options) : IConnectionListener
{
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
            catch (Exception e) when (e is SocketException or IOException)
            {
                // That caller is gone already, or the system has no room for him; the next one may fare better.
            }
        }
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
}
