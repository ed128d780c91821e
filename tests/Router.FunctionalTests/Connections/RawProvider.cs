using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Router.FunctionalTests.Connections;

/// <summary>A server that does with its connections, and their bytes, what a test tells it.</summary>
internal sealed class RawProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Func<RawConnection, Task> _serve;
    private readonly ConcurrentBag<Task> _served = [];
    private readonly Task _accepting;
    private int _connections;

    /// <param name="serve">What becomes of each connection; it is closed behind it.</param>
    public RawProvider(Func<RawConnection, Task> serve)
    {
        _serve = serve;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public Uri Address => new($"http://{_listener.LocalEndpoint}/v1/chat/completions");

    /// <summary>How many there have been.</summary>
    public int Connections => _connections;

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_served);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stopped.Token);
                socket.NoDelay = true;
                _served.Add(ServeAsync(new(socket, Interlocked.Increment(ref _connections), _stopped.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(RawConnection connection)
    {
        using (connection)
        {
            try
            {
                await _serve(connection);
            }
            catch (Exception e) when (e is IOException or SocketException or OperationCanceledException)
            {
                // The other side closed it, or the test is over.
            }
        }
    }
}

/// <summary>One of its connections.</summary>
internal sealed class RawConnection(Socket socket, int number, CancellationToken stopped) : IDisposable
{
    private readonly byte[] _buffer = new byte[64 << 10];

    /// <summary>From 1.</summary>
    public int Number => number;

    /// <summary>Reads a request, its body included.</summary>
    /// <returns>Null when the other side has closed the connection.</returns>
    public async Task<string?> ReadAsync()
    {
        var text = "";
        while (!IsWhole(text))
        {
            var read = await socket.ReceiveAsync(_buffer, stopped);
            if (read == 0)
            {
                return null;
            }

            text += Encoding.Latin1.GetString(_buffer, 0, read);
        }

        return text;
    }

    /// <summary>Reads what has come of a request.</summary>
    public async Task<string> ReadSomeAsync() => Encoding.Latin1.GetString(_buffer, 0, await socket.ReceiveAsync(_buffer, stopped));

    public async Task WriteAsync(string bytes) => await socket.SendAsync(Encoding.Latin1.GetBytes(bytes), stopped);

    /// <summary>Ends it with a reset.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        socket.Close();
    }

    /// <summary>Waits until the other side closes it.</summary>
    public async Task ClosedAsync()
    {
        try
        {
            while (await ReadAsync() is not null)
            {
                // Nobody answers.
            }
        }
        catch (SocketException)
        {
            // With a reset, where something was on its way.
        }
    }

    public void Dispose() => socket.Dispose();

    private static bool IsWhole(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        if (end < 0)
        {
            return false;
        }

        var length = text[..end].Split("\r\n").FirstOrDefault(static line => line.StartsWith("Content-Length: ", StringComparison.Ordinal));
        return text.Length - end - 4 >= (length is null ? 0 : int.Parse(length[16..], null));
    }
}
