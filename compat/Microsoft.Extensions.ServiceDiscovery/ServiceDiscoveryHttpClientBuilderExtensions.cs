using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.ServiceDiscovery;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for <c>ServiceDiscoveryHttpClientBuilderExtensions</c>.</summary>
public static class ServiceDiscoveryHttpClientBuilderExtensions
{
    /// <summary>
    /// Stands in for <c>AddServiceDiscovery</c> on a client, or on all of them through
    /// <c>ConfigureHttpClientDefaults</c>; gRPC clients made by the client factory included.
    /// </summary>
    public static IHttpClientBuilder AddServiceDiscovery(this IHttpClientBuilder httpClientBuilder)
    {
        ArgumentNullException.ThrowIfNull(httpClientBuilder);
        httpClientBuilder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, GrpcLoadBalancingOff>());
        return httpClientBuilder.AddHttpMessageHandler(services => new ResolvingHandler(
            services.GetService<ConfiguredEndpoints>()
            ?? throw new InvalidOperationException("Call AddServiceDiscovery on the service collection as well.")));
    }
}
