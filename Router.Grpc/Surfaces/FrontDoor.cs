using System.Collections.Frozen;

namespace Router.Grpc.Surfaces;

/// <summary>
/// Takes a request that is posted to exactly the path of an endpoint there at once. All others go the server's own way, which knows of
/// patterns, of methods that are wrong and of paths that are unknown, and takes longer than to read a chat.
/// </summary>
internal sealed class FrontDoor(RequestDelegate next, ICollection<EndpointDataSource> sources)
{
    // Endpoints are mapped after this has its place, and do not change once the first request is there.
    private readonly Lazy<FrozenDictionary<string, RouteEndpoint>> _endpoints = new(() => sources
        .SelectMany(static source => source.Endpoints)
        .OfType<RouteEndpoint>()
        .Where(static endpoint => IsPosted(endpoint) && endpoint.RoutePattern.Parameters.Count == 0)
        .ToFrozenDictionary(static endpoint => endpoint.RoutePattern.RawText!, StringComparer.Ordinal));

    public Task InvokeAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method) || !_endpoints.Value.TryGetValue(context.Request.Path.Value!, out var endpoint))
        {
            return next(context);
        }

        // Metrics of the server name it.
        context.SetEndpoint(endpoint);
        return endpoint.RequestDelegate!(context);
    }

    private static bool IsPosted(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<HttpMethodMetadata>() is { HttpMethods: ["POST"] };
}
