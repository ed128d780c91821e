using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Providers;

namespace Router.Grpc.Connections.Http11;

/// <summary>
/// Sends requests over HTTP/1.1 with as little work as that takes. What it does not do goes to the handler within: requests through a
/// proxy, to servers that choose HTTP/2, with bodies other than an adapter's, and for heads alone.
/// </summary>
internal sealed class Http11Handler : DelegatingHandler
{
    private readonly ConcurrentDictionary<Uri, OriginPool> _origins = [];

    // By address or shared head: each belongs to a provider record, which outlives thousands of requests, and goes together with it.
    private readonly ConditionalWeakTable<object, Route> _routes = [];
    private readonly ConditionalWeakTable<object, Route>.CreateValueCallback _createRoute;
    private readonly Resend _resend;
    private readonly Dialer _dialer;
    private readonly TimeSpan _lifetime;
    private readonly TimeProvider _time;

    /// <param name="other">Sends everything else.</param>
    /// <param name="connectTimeout">Longest time that a new connection may take.</param>
    /// <param name="lifetime">How long a connection is used.</param>
    /// <param name="time">The clock.</param>
    public Http11Handler(SocketsHttpHandler other, TimeSpan connectTimeout, TimeSpan lifetime, TimeProvider time)
        : base(other)
    {
        other.ConnectCallback = ConnectAsync;
        (_dialer, _lifetime, _time) = (new(connectTimeout, time), lifetime, time);
        _resend = SendAnewAsync;
        _createRoute = key => key is SharedHead head ? new(head, RouteTo(head.Example.RequestUri!)) : RouteTo((Uri)key);
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Content is not (null or SplicedContent) || request.Method == HttpMethod.Head || !HttpClient.DefaultProxy.IsBypassed(request.RequestUri!))
        {
            return SendElsewhereAsync(request, cancellationToken);
        }

        var route = _routes.GetValue(request is SharedHeadRequest { Head: var head } ? head : request.RequestUri!, _createRoute);
        return route.Origin.SpeaksHttp2 ? SendElsewhereAsync(request, cancellationToken)
            : cancellationToken.IsCancellationRequested ? Task.FromCanceled<HttpResponseMessage>(cancellationToken)
            : route.Origin.TryTake() is { } used ? used.SendAsync(request, route, _resend, cancellationToken)
            : SendAnewAsync(request, route, cancellationToken);
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            foreach (var origin in _origins.Values)
            {
                origin.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> SendAnewAsync(HttpRequestMessage request, Route route, CancellationToken cancellationToken) =>
        await route.Origin.OpenAsync(cancellationToken) is { } opened
            ? await opened.SendAsync(request, route, _resend, cancellationToken)
            : await SendElsewhereAsync(request, cancellationToken);

    private Task<HttpResponseMessage> SendElsewhereAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        (request as SharedHeadRequest)?.WriteHeaders();
        return base.SendAsync(request, cancellationToken);
    }

    // The connection on which a server chose HTTP/2 goes on as one; a proxy is no origin.
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var origin = _origins.Values.FirstOrDefault(origin => origin.IsSecureAt(host, port));
        return origin?.TryTakeHttp2() ?? await _dialer.OpenPlainAsync(host, port, cancellationToken);
    }

    private Route RouteTo(Uri address) => new(address, _origins.GetOrAdd(new Uri(address.GetLeftPart(UriPartial.Authority)), Open));

    private OriginPool Open(Uri origin) => new(origin, _dialer, _lifetime, _time);
}
