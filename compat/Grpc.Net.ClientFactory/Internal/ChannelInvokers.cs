using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Grpc.Net.ClientFactory.Internal;

/// <summary>One channel per client name for the life of the container, over the named HTTP client's handlers.</summary>
internal sealed class ChannelInvokers(
    IServiceScopeFactory scopes,
    IHttpMessageHandlerFactory handlers,
    IOptionsMonitor<GrpcClientFactoryOptions> options,
    ILoggerFactory loggers) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<Connected>> _channels = [];

    public CallInvoker Get(string name) => _channels.GetOrAdd(name, static (n, self) => new(() => self.Connect(n)), this).Value.Invoker;

    public void Dispose()
    {
        foreach (var channel in _channels.Values.Where(channel => channel.IsValueCreated))
        {
            channel.Value.Channel.Dispose();
            channel.Value.Scope.Dispose();
        }
    }

    private Connected Connect(string name)
    {
        var client = options.Get(name);
        var scope = scopes.CreateScope();
        var channelOptions = new GrpcChannelOptions
        {
            HttpHandler = handlers.CreateHandler(name),
            LoggerFactory = loggers,
            ServiceProvider = scope.ServiceProvider,
        };
        foreach (var configure in client.ChannelOptionsActions)
        {
            configure(channelOptions);
        }

        var channel = GrpcChannel.ForAddress(AddressOf(name, client, channelOptions), channelOptions);
        var invoker = client.Intercepted(channel.CreateCallInvoker(), InterceptorScope.Channel, scope.ServiceProvider);
        return new Connected(channel, invoker, scope);
    }

    private static Uri AddressOf(string name, GrpcClientFactoryOptions client, GrpcChannelOptions channel)
    {
        var address = client.Address ?? throw new InvalidOperationException(
            $"The gRPC client '{name}' has no address: set one with AddGrpcClient(options => options.Address = ...).");

        // The channel would leave the credentials out without a word.
        return client.HasCallCredentials && address.Scheme == Uri.UriSchemeHttp && !channel.UnsafeUseInsecureChannelCallCredentials
            ? throw new InvalidOperationException(
                $"The gRPC client '{name}' has call credentials, which go over TLS only: give it an https address, or accept cleartext "
                + "with ConfigureChannel(options => options.UnsafeUseInsecureChannelCallCredentials = true).")
            : address;
    }

    private sealed record Connected(GrpcChannel Channel, CallInvoker Invoker, IServiceScope Scope);
}
