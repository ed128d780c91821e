using System.Net;
using System.Net.Sockets;

namespace Router.FunctionalTests.Running;

/// <summary>An address that answers no attempt to connect, as a firewall that drops packets does.</summary>
internal sealed class BlackHole : IDisposable
{
    private const int MoreThanTheQueueHolds = 8;

    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly List<Socket> _waiting = [];

    public BlackHole()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _listener.Listen(1);
        for (var i = 0; i < MoreThanTheQueueHolds; i++)
        {
            // Nobody accepts: once the queue is full, the kernel lets every further one wait.
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            _waiting.Add(socket);
            _ = socket.ConnectAsync(_listener.LocalEndPoint!).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
    }

    public Uri Address => new($"http://{_listener.LocalEndPoint}/");

    public void Dispose()
    {
        foreach (var socket in _waiting)
        {
            socket.Dispose();
        }

        _listener.Dispose();
    }
}
