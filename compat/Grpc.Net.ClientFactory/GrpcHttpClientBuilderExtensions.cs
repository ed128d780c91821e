using System.Runtime.CompilerServices;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Grpc.Net.ClientFactory;
using Grpc.Net.ClientFactory.Internal;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stands in for <c>GrpcHttpClientBuilderExtensions</c>.</summary>
public static class GrpcHttpClientBuilderExtensions
{
    /// <summary>Stands in for <c>ConfigureChannel</c>.</summary>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<IServiceProvider, GrpcChannelOptions> configureChannel) =>
        builder.Configure((services, client) => client.ChannelOptionsActions.Add(channel => configureChannel(services, channel)), configureChannel);

    /// <summary>Stands in for <c>ConfigureChannel</c>.</summary>
    public static IHttpClientBuilder ConfigureChannel(this IHttpClientBuilder builder, Action<GrpcChannelOptions> configureChannel) =>
        builder.Configure((_, client) => client.ChannelOptionsActions.Add(configureChannel), configureChannel);

    /// <summary>Stands in for <c>AddInterceptor</c>, channel scope.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    /// <summary>Stands in for <c>AddInterceptor</c>.</summary>
    public static IHttpClientBuilder AddInterceptor(
        this IHttpClientBuilder builder, InterceptorScope scope, Func<IServiceProvider, Interceptor> configureInvoker) =>
        builder.Configure((_, client) => client.InterceptorRegistrations.Add(new(scope, configureInvoker)), configureInvoker);

    /// <summary>Stands in for <c>AddInterceptor</c>, channel scope.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, Func<Interceptor> configureInvoker) =>
        builder.AddInterceptor(InterceptorScope.Channel, configureInvoker);

    /// <summary>Stands in for <c>AddInterceptor</c>.</summary>
    public static IHttpClientBuilder AddInterceptor(this IHttpClientBuilder builder, InterceptorScope scope, Func<Interceptor> configureInvoker) =>
        builder.Configure((_, client) => client.InterceptorRegistrations.Add(new(scope, _ => configureInvoker())), configureInvoker);

    /// <summary>Stands in for <c>AddInterceptor</c>, channel scope, from the services.</summary>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder)
        where TInterceptor : Interceptor => builder.AddInterceptor<TInterceptor>(InterceptorScope.Channel);

    /// <summary>Stands in for <c>AddInterceptor</c>, from the services.</summary>
    public static IHttpClientBuilder AddInterceptor<TInterceptor>(this IHttpClientBuilder builder, InterceptorScope scope)
        where TInterceptor : Interceptor => builder.AddInterceptor(scope, services => services.GetRequiredService<TInterceptor>());

    /// <summary>Stands in for <c>AddCallCredentials</c>.</summary>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, Task> authInterceptor)
    {
        ArgumentNullException.ThrowIfNull(authInterceptor);
        return builder.AddCallCredentials(CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata)));
    }

    /// <summary>Stands in for <c>AddCallCredentials</c>, with the client's services.</summary>
    public static IHttpClientBuilder AddCallCredentials(
        this IHttpClientBuilder builder, Func<AuthInterceptorContext, Metadata, IServiceProvider, Task> authInterceptor) =>
        builder.Configure((_, client) => Identify(client, services => CallCredentials.FromInterceptor((context, metadata) => authInterceptor(context, metadata, services))), authInterceptor);

    /// <summary>Stands in for <c>AddCallCredentials</c>.</summary>
    public static IHttpClientBuilder AddCallCredentials(this IHttpClientBuilder builder, CallCredentials credentials) =>
        builder.Configure((_, client) => Identify(client, _ => credentials), credentials);

    /// <summary>Stands in for <c>ConfigureGrpcClientCreator</c>.</summary>
    public static IHttpClientBuilder ConfigureGrpcClientCreator(
        this IHttpClientBuilder builder, Func<IServiceProvider, CallInvoker, object> configureCreator) =>
        builder.Configure((services, client) => client.Creator = invoker => configureCreator(services, invoker), configureCreator);

    /// <summary>Stands in for <c>ConfigureGrpcClientCreator</c>.</summary>
    public static IHttpClientBuilder ConfigureGrpcClientCreator(this IHttpClientBuilder builder, Func<CallInvoker, object> configureCreator) =>
        builder.Configure((_, client) => client.Creator = configureCreator, configureCreator);

    private static void Identify(GrpcClientFactoryOptions client, Func<IServiceProvider, CallCredentials> credentials)
    {
        client.HasCallCredentials = true;
        client.CallOptionsActions.Add(call =>
        {
            var added = credentials(call.ServiceProvider);
            var all = call.CallOptions.Credentials is { } own ? CallCredentials.Compose(own, added) : added;
            call.CallOptions = call.CallOptions.WithCredentials(all);
        });
    }

    private static IHttpClientBuilder Configure(
        this IHttpClientBuilder builder,
        Action<IServiceProvider, GrpcClientFactoryOptions> configure,
        object argument,
        [CallerMemberName] string caller = "",
        [CallerArgumentExpression(nameof(argument))] string argumentName = "")
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(argument, argumentName);
        if (RegisteredClients.In(builder.Services)?.Contains(builder.Name) is not true)
        {
            throw new InvalidOperationException($"{caller} is for clients made by AddGrpcClient; '{builder.Name}' is not one.");
        }

        builder.Services.AddTransient<IConfigureOptions<GrpcClientFactoryOptions>>(services =>
            new ConfigureNamedOptions<GrpcClientFactoryOptions>(builder.Name, client => configure(services, client)));
        return builder;
    }
}
