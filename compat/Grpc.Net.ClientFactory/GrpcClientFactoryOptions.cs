using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;

namespace Grpc.Net.ClientFactory;

/// <summary>Stands in for <c>Grpc.Net.ClientFactory.GrpcClientFactoryOptions</c>; its obsolete <c>Interceptors</c> is left out.</summary>
public class GrpcClientFactoryOptions
{
    /// <summary>Stands in for <c>Address</c>.</summary>
    public Uri? Address { get; set; }

    /// <summary>Stands in for <c>ChannelOptionsActions</c>: run before the channel is made.</summary>
    public IList<Action<GrpcChannelOptions>> ChannelOptionsActions { get; } = [];

    /// <summary>Stands in for <c>CallOptionsActions</c>: run before each call.</summary>
    public IList<Action<CallOptionsContext>> CallOptionsActions { get; } = [];

    /// <summary>Stands in for <c>InterceptorRegistrations</c>: the first of them sees a call first.</summary>
    public IList<InterceptorRegistration> InterceptorRegistrations { get; } = [];

    /// <summary>Stands in for <c>Creator</c>: makes the client in place of its constructor.</summary>
    public Func<CallInvoker, object>? Creator { get; set; }

    internal bool HasCallCredentials { get; set; }

    internal CallInvoker Intercepted(CallInvoker invoker, InterceptorScope scope, IServiceProvider services) =>
        invoker.Intercept([.. InterceptorRegistrations.Where(r => r.Scope == scope).Select(r => r.Creator(services))]);
}
