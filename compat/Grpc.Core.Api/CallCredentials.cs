namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.CallCredentials</c>: who makes a call.</summary>
public abstract class CallCredentials
{
    /// <summary>Stands in for <c>Compose</c>: all of them.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new Composite([.. credentials]);

    /// <summary>Stands in for <c>FromInterceptor</c>.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new FromDelegate(interceptor);

    /// <summary>Stands in for <c>InternalPopulateConfiguration</c>; public because the client's assembly calls it.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Composite(IReadOnlyList<CallCredentials> all) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, all);
    }

    private sealed class FromDelegate(AsyncAuthInterceptor interceptor) : CallCredentials
    {
        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, interceptor);
    }
}

/// <summary>Stands in for <c>Grpc.Core.CallCredentialsConfiguratorBase</c>: what a client makes of them.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>Stands in for <c>SetCompositeCredentials</c>.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>Stands in for <c>SetAsyncAuthInterceptorCredentials</c>.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
