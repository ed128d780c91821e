using System.Collections.Concurrent;
using System.Net;
using Router.Grpc.Settings;
using Routing.Catalog;

namespace Router.Grpc.Forwarding;

/// <summary>One HTTP client per provider, kept for the life of the process, so that connections outlive catalog changes.</summary>
internal sealed class UpstreamClients(RouterSettings settings) : IDisposable
{
    // Long enough to reuse connections, short enough to follow a provider's change of addresses.
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<ProviderId, HttpMessageInvoker> _clients = new();

    public HttpMessageInvoker For(ProviderId provider) => _clients.GetOrAdd(provider, static (_, settings) => Create(settings), settings);

    public void Dispose()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }
    }

    // An invoker, not HttpClient: deadlines are set per attempt, and nothing is buffered.
    private static HttpMessageInvoker Create(RouterSettings settings) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Brotli,
        ConnectTimeout = settings.Timeouts.Connect,
        EnableMultipleHttp2Connections = true,
        PooledConnectionLifetime = ConnectionLifetime,

        // The attempt has its own span; our trace ids are nobody else's business.
        ActivityHeadersPropagator = null,
    });
}
