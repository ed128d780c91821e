using Microsoft.Extensions.Http;

namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>
/// Keeps a gRPC channel from connecting to the service name by itself: the channel reads this property of its handler
/// and then leaves every address to the handler. Other clients do not know the property.
/// </summary>
internal sealed class GrpcLoadBalancingOff : IHttpMessageHandlerBuilderFilter
{
    private const string Property = "__GrpcLoadBalancingDisabled";

    // A filter runs after all other configuration, so that it meets the primary handler that is really used.
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) => builder =>
    {
        next(builder);
        if (builder.AdditionalHandlers.Any(handler => handler is ResolvingHandler) && builder.PrimaryHandler is SocketsHttpHandler sockets)
        {
            sockets.Properties[Property] = true;
        }
    };
}
