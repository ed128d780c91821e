using System.Net;

namespace Router.Grpc.Connections;

/// <summary>Makes the HTTP client of a provider: HTTP/2 where the provider offers it, else HTTP/1.1.</summary>
internal static class UpstreamClient
{
    // Long enough to reuse connections, short enough to follow a provider's change of addresses.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    // An invoker, not HttpClient: deadlines are set per attempt, and nothing is buffered.
    public static HttpMessageInvoker Create(TimeSpan connectTimeout) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        ConnectTimeout = connectTimeout,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = ConnectionLifetime,

        // The attempt has its own span; our trace ids are nobody else's business.
        ActivityHeadersPropagator = null,
    });
}
