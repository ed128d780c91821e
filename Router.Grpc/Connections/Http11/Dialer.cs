using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Router.Grpc.Settings;
using Router.Grpc.Sockets;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// Opens connections: to the first of a host's addresses that answers, each tried a moment after the one before (RFC 8305), over TLS
/// where the origin says so.
/// </summary>
internal sealed class Dialer(TimeSpan timeout, TimeProvider time)
{
    private static readonly TimeSpan HeadStart = TimeSpan.FromMilliseconds(250);
    private static readonly List<SslApplicationProtocol> Offered = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11];

    /// <summary>Opens a connection.</summary>
    /// <param name="origin">Scheme, host and port.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="HttpRequestException">There is no such host, nobody answers, or not over TLS.</exception>
    /// <exception cref="TaskCanceledException">It took too long; the inner exception is a <see cref="TimeoutException"/>.</exception>
    public async ValueTask<Stream> OpenAsync(Uri origin, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            var stream = await OpenPlainAsync(origin.IdnHost, origin.Port, either.Token);
            return origin.Scheme == Uri.UriSchemeHttps ? await SecureAsync(stream, origin, either.Token) : stream;
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new TaskCanceledException("No connection in time.", new TimeoutException("No connection in time.", e));
        }
    }

    /// <summary>The same without TLS and for as long as it takes.</summary>
    public async ValueTask<Stream> OpenPlainAsync(string host, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await FirstAsync(await AddressesAsync(host, cancellationToken), port, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.ConnectionError, $"No connection to {host}:{port}.", e);
        }
    }

    private static async ValueTask<IPAddress[]> AddressesAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address))
        {
            return [address];
        }

        try
        {
            return await Dns.GetHostAddressesAsync(host, cancellationToken);
        }
        catch (SocketException e)
        {
            throw new HttpRequestException(HttpRequestError.NameResolutionError, $"{host} cannot be resolved.", e);
        }
    }

    private async ValueTask<Stream> FirstAsync(IPAddress[] addresses, int port, CancellationToken cancellationToken)
    {
        if (addresses is [var only])
        {
            return await ConnectAsync(only, port, cancellationToken);
        }

        using var lost = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var tries = new List<Task<Stream>>();
        SocketException? failure = null;
        try
        {
            var next = 0;
            while (next < addresses.Length || tries.Count > 0)
            {
                if (next < addresses.Length)
                {
                    tries.Add(ConnectAsync(addresses[next++], port, lost.Token));
                }

                var wait = Task.Delay(next < addresses.Length ? HeadStart : Timeout.InfiniteTimeSpan, time, lost.Token);
                if (await Task.WhenAny([.. tries, wait]) is not Task<Stream> ended)
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    continue;
                }

                tries.Remove(ended);
                try
                {
                    return await ended;
                }
                catch (SocketException e)
                {
                    failure = e;
                }
            }
        }
        finally
        {
            await lost.CancelAsync();
            tries.ForEach(static late => _ = CloseAsync(late));
        }

        throw failure ?? new SocketException((int)SocketError.HostNotFound);
    }

    private static async Task CloseAsync(Task<Stream> late)
    {
        try
        {
            (await late).Dispose();
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException)
        {
            // Another address was first.
        }
    }

    private static async Task<Stream> ConnectAsync(IPAddress address, int port, CancellationToken cancellationToken)
    {
        if (SocketScheduling.HasLoops)
        {
            return await LoopStream.ConnectAsync(address, port, cancellationToken);
        }

        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<SslStream> SecureAsync(Stream stream, Uri origin, CancellationToken cancellationToken)
    {
        var secure = new SslStream(stream);
        try
        {
            await secure.AuthenticateAsClientAsync(new() { TargetHost = origin.IdnHost, ApplicationProtocols = Offered }, cancellationToken);
            return secure;
        }
        catch (Exception e)
        {
            await secure.DisposeAsync();
            if (e is AuthenticationException or IOException)
            {
                throw new HttpRequestException(HttpRequestError.SecureConnectionError, $"No secure connection to {origin.Authority}.", e);
            }

            throw;
        }
    }
}
