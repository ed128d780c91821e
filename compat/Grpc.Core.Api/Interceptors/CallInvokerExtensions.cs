namespace Grpc.Core.Interceptors;

/// <summary>Stands in for <c>Grpc.Core.Interceptors.CallInvokerExtensions</c>.</summary>
public static class CallInvokerExtensions
{
    /// <summary>Stands in for <c>Intercept</c>.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptingCallInvoker(invoker, interceptor);
    }

    /// <summary>Stands in for <c>Intercept</c>: the first of them sees a call first.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors) =>
        interceptors.Reverse().Aggregate(invoker, Intercept);

    /// <summary>Stands in for <c>Intercept</c>: a function over the headers of each call.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return invoker.Intercept(new ContextInterceptor(host: null, interceptor));
    }
}
