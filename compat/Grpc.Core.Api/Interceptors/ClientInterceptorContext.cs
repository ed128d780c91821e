namespace Grpc.Core.Interceptors;

/// <summary>Stands in for <c>Grpc.Core.Interceptors.ClientInterceptorContext&lt;TRequest, TResponse&gt;</c>: a call about to be made.</summary>
public struct ClientInterceptorContext<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options)
    where TRequest : class
    where TResponse : class
{
    /// <summary>Stands in for <c>Method</c>.</summary>
    public Method<TRequest, TResponse> Method { get; } = method;

    /// <summary>Stands in for <c>Host</c>.</summary>
    public string? Host { get; } = host;

    /// <summary>Stands in for <c>Options</c>.</summary>
    public CallOptions Options { get; } = options;
}
