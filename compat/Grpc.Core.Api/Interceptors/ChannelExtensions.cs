namespace Grpc.Core.Interceptors;

/// <summary>Stands in for <c>Grpc.Core.Interceptors.ChannelExtensions</c>.</summary>
public static class ChannelExtensions
{
    /// <summary>Stands in for <c>Intercept</c>.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Interceptor interceptor) => channel.CreateCallInvoker().Intercept(interceptor);

    /// <summary>Stands in for <c>Intercept</c>: the first of them sees a call first.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, params Interceptor[] interceptors) =>
        channel.CreateCallInvoker().Intercept(interceptors);

    /// <summary>Stands in for <c>Intercept</c>: a function over the headers of each call.</summary>
    public static CallInvoker Intercept(this ChannelBase channel, Func<Metadata, Metadata> interceptor) =>
        channel.CreateCallInvoker().Intercept(interceptor);
}
