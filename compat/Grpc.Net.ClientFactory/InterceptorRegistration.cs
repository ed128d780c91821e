using Grpc.Core.Interceptors;

namespace Grpc.Net.ClientFactory;

/// <summary>Stands in for <c>Grpc.Net.ClientFactory.InterceptorRegistration</c>.</summary>
public class InterceptorRegistration
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    public InterceptorRegistration(InterceptorScope scope, Func<IServiceProvider, Interceptor> creator)
    {
        ArgumentNullException.ThrowIfNull(creator);
        Scope = scope;
        Creator = creator;
    }

    /// <summary>Stands in for <c>Scope</c>.</summary>
    public InterceptorScope Scope { get; }

    /// <summary>Stands in for <c>Creator</c>.</summary>
    public Func<IServiceProvider, Interceptor> Creator { get; }
}
