using System.Net.Security;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// The connections to one scheme, host and port. The one used last is used next, so that those beyond need come to rest; how many
/// there are at a time is the <see cref="ProviderGate"/>'s business.
/// </summary>
internal sealed class OriginPool : IDisposable
{
    /// <summary>How long a connection rests before it is closed: less than most servers wait for another request.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromMinutes(1);

    // What was opened for a request and is not used by that very request is nobody's.
    private static readonly TimeSpan HandedOverWithin = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(15);

    private readonly Lock _gate = new();
    private readonly List<Http11Connection> _resting = [];
    private readonly Uri _origin;
    private readonly Dialer _dialer;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private SslStream? _http2;
    private long _http2Since;
    private bool _isClosed;
    private volatile bool _speaksHttp2;

    public OriginPool(Uri origin, Dialer dialer, TimeSpan lifetime, TimeProvider time)
    {
        (_origin, _dialer, _lifetime, _time) = (origin, dialer, lifetime, time);
        _sweep = time.CreateTimer(static pool => ((OriginPool)pool!).Sweep(), this, SweepEvery, SweepEvery);
    }

    /// <summary>Whether the server chose HTTP/2 when it had the choice.</summary>
    public bool SpeaksHttp2 => _speaksHttp2;

    /// <summary>Whether it is reached over TLS at this host and port.</summary>
    public bool IsSecureAt(string host, int port) =>
        _origin.Scheme == Uri.UriSchemeHttps && _origin.Port == port && string.Equals(_origin.IdnHost, host, StringComparison.OrdinalIgnoreCase);

    /// <summary>Takes a connection that rests; null when there is none.</summary>
    public Http11Connection? TryTake()
    {
        while (true)
        {
            Http11Connection connection;
            lock (_gate)
            {
                if (_resting.Count == 0)
                {
                    return null;
                }

                connection = _resting[^1];
                _resting.RemoveAt(_resting.Count - 1);
            }

            if (IsGood(connection, _time.GetTimestamp()))
            {
                return connection;
            }

            connection.Dispose();
        }
    }

    /// <summary>Opens a connection.</summary>
    /// <returns>Null when the server wants to speak HTTP/2.</returns>
    /// <exception cref="HttpRequestException">There is no connection.</exception>
    public async ValueTask<Http11Connection?> OpenAsync(CancellationToken cancellationToken)
    {
        var stream = await _dialer.OpenAsync(_origin, cancellationToken);
        if (stream is SslStream secure && secure.NegotiatedApplicationProtocol == SslApplicationProtocol.Http2)
        {
            HandOver(secure);
            return null;
        }

        var connection = new Http11Connection(stream, this, _time);
        connection.Listen(_time.GetTimestamp());
        return connection;
    }

    /// <summary>Takes the connection on which the server has just chosen HTTP/2; null when there is none.</summary>
    public SslStream? TryTakeHttp2()
    {
        lock (_gate)
        {
            var taken = _http2;
            _http2 = null;
            if (taken is null || _time.GetElapsedTime(_http2Since) < HandedOverWithin)
            {
                return taken;
            }

            taken.Dispose();
            return null;
        }
    }

    /// <summary>Takes a connection back that has given its whole answer.</summary>
    public void Return(Http11Connection connection)
    {
        var now = _time.GetTimestamp();
        if (IsPastLife(connection, now))
        {
            connection.Dispose();
            return;
        }

        connection.Listen(now);
        lock (_gate)
        {
            if (!_isClosed)
            {
                _resting.Add(connection);
                return;
            }
        }

        connection.Dispose();
    }

    public void Dispose()
    {
        _sweep.Dispose();
        lock (_gate)
        {
            _isClosed = true;
            _http2?.Dispose();
            _resting.ForEach(static connection => connection.Dispose());
            _resting.Clear();
        }
    }

    private void HandOver(SslStream stream)
    {
        lock (_gate)
        {
            _http2?.Dispose();
            (_http2, _http2Since) = (stream, _time.GetTimestamp());
        }

        _speaksHttp2 = true;
    }

    // What the server closed, or says unasked, serves nobody.
    private bool IsGood(Http11Connection connection, long now) =>
        connection.IsSilent && !IsPastLife(connection, now) && _time.GetElapsedTime(connection.RestsSince, now) < LongestRest;

    // A new one asks for the host's addresses again.
    private bool IsPastLife(Http11Connection connection, long now) => _time.GetElapsedTime(connection.OpenedAt, now) >= _lifetime;

    private void Sweep()
    {
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            _resting.RemoveAll(connection =>
            {
                if (IsGood(connection, now))
                {
                    return false;
                }

                connection.Dispose();
                return true;
            });
        }
    }
}
