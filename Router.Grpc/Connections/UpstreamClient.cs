using System.Net;
using Router.Grpc.Connections.Http11;

namespace Router.Grpc.Connections;

/// <summary>Makes the HTTP client of a provider: HTTP/2 where the provider offers it, else HTTP/1.1.</summary>
internal static class UpstreamClient
{
    // An invoker, not HttpClient: deadlines are set per attempt, and nothing is buffered.
    public static HttpMessageInvoker Create(TimeSpan connectTimeout, TimeSpan lifetime, TimeProvider time) =>
        new(new Http11Handler(Other(connectTimeout, lifetime), connectTimeout, lifetime, time));

    private static SocketsHttpHandler Other(TimeSpan connectTimeout, TimeSpan lifetime) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        ConnectTimeout = connectTimeout,
        EnableMultipleHttp2Connections = true,

        // Names are looked up for new connections alone.
        PooledConnectionLifetime = lifetime,

        // The attempt has its own span; our trace ids are nobody else's business.
        ActivityHeadersPropagator = null,
    };
}
