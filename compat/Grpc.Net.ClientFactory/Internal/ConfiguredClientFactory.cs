using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory.Internal;

/// <summary>Makes clients; transient, so that what it gives them comes from the scope that asks.</summary>
internal sealed class ConfiguredClientFactory(
    IServiceProvider services, ChannelInvokers channels, IOptionsMonitor<GrpcClientFactoryOptions> options) : GrpcClientFactory
{
    public override TClient CreateClient<TClient>(string name)
    {
        var client = options.Get(name);
        var invoker = client.Intercepted(channels.Get(name), InterceptorScope.Client, services);
        if (client.CallOptionsActions.Count > 0)
        {
            invoker = new CallOptionsInvoker(invoker, client.CallOptionsActions, services);
        }

        return client.Creator is { } create
            ? (TClient)create(invoker)
            : ActivatorUtilities.CreateInstance<TClient>(services, invoker);
    }
}
