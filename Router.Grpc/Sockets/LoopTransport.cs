using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Options;

namespace Router.Grpc.Sockets;

/// <summary>Has the server's connections live on <see cref="SocketLoop"/>s.</summary>
internal sealed class LoopTransport(
    IOptions<SocketTransportOptions> options, IMemoryPoolFactory<byte> pools, TimeProvider time, ILogger<LoopListener> logger)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    public bool CanBind(EndPoint endpoint) => endpoint is IPEndPoint;

    public ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default)
    {
        try
        {
            var socket = options.Value.CreateBoundListenSocket(endpoint);
            socket.Listen(options.Value.Backlog);
            return new(new LoopListener(socket, pools.Create(new() { Owner = "router" }), options.Value, time, logger));
        }
        catch (SocketException e) when (e.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new AddressInUseException(e.Message, e);
        }
    }
}
