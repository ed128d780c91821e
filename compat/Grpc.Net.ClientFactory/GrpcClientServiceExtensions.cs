using System.Diagnostics.CodeAnalysis;
using Grpc.Net.ClientFactory;
using Grpc.Net.ClientFactory.Internal;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for <c>GrpcClientServiceExtensions</c>.</summary>
public static class GrpcClientServiceExtensions
{
    private const DynamicallyAccessedMemberTypes Constructors = DynamicallyAccessedMemberTypes.PublicConstructors;

    /// <summary>Stands in for <c>AddGrpcClient</c>: a client to inject, over one channel that its name shares.</summary>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(this IServiceCollection services)
        where TClient : class => services.Add<TClient>(typeof(TClient).Name, (_, _) => { });

    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection)"/>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        return services.Add<TClient>(typeof(TClient).Name, (_, options) => configureClient(options));
    }

    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection)"/>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        return services.Add<TClient>(typeof(TClient).Name, configureClient);
    }

    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection)"/>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, string name)
        where TClient : class => services.Add<TClient>(name, (_, _) => { });

    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection)"/>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, string name, Action<GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        return services.Add<TClient>(name, (_, options) => configureClient(options));
    }

    /// <inheritdoc cref="AddGrpcClient{TClient}(IServiceCollection)"/>
    public static IHttpClientBuilder AddGrpcClient<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, string name, Action<IServiceProvider, GrpcClientFactoryOptions> configureClient)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(configureClient);
        return services.Add<TClient>(name, configureClient);
    }

    private static IHttpClientBuilder Add<[DynamicallyAccessedMembers(Constructors)] TClient>(
        this IServiceCollection services, string name, Action<IServiceProvider, GrpcClientFactoryOptions> configure)
        where TClient : class
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(name);
        services.TryAddSingleton(new RegisteredClients());
        RegisteredClients.In(services)!.Add(name, typeof(TClient));

        services.TryAddSingleton<ChannelInvokers>();
        services.TryAddTransient<GrpcClientFactory, ConfiguredClientFactory>();
        services.AddTransient<IConfigureOptions<GrpcClientFactoryOptions>>(provider =>
            new ConfigureNamedOptions<GrpcClientFactoryOptions>(name, options => configure(provider, options)));
        services.AddTransient(provider => provider.GetRequiredService<GrpcClientFactory>().CreateClient<TClient>(name));

        // Before all other configuration, the defaults of all clients included, so that each of them can replace it.
        services.Insert(0, ServiceDescriptor.Singleton<IConfigureOptions<HttpClientFactoryOptions>>(
            new ConfigureNamedOptions<HttpClientFactoryOptions>(name, UsePrimaryHandler)));
        return services.AddHttpClient(name);
    }

    // The channel keeps its handler for ever, so connections, not handlers, are renewed to follow changes of DNS.
    private static void UsePrimaryHandler(HttpClientFactoryOptions options) =>
        options.HttpMessageHandlerBuilderActions.Add(builder => builder.PrimaryHandler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            PooledConnectionLifetime = options.HandlerLifetime,
        });
}
