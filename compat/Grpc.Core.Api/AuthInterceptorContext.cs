namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.AsyncAuthInterceptor</c>: adds to the metadata who calls.</summary>
public delegate Task AsyncAuthInterceptor(AuthInterceptorContext context, Metadata metadata);

/// <summary>Stands in for <c>Grpc.Core.AuthInterceptorContext</c>: the call that asks.</summary>
public class AuthInterceptorContext(string serviceUrl, string methodName, CancellationToken cancellationToken)
{
    /// <summary>Stands in for the constructor of the same form.</summary>
    public AuthInterceptorContext(string serviceUrl, string methodName)
        : this(serviceUrl, methodName, CancellationToken.None)
    {
    }

    /// <summary>Stands in for <c>ServiceUrl</c>.</summary>
    public string ServiceUrl { get; } = serviceUrl;

    /// <summary>Stands in for <c>MethodName</c>.</summary>
    public string MethodName { get; } = methodName;

    /// <summary>Stands in for <c>CancellationToken</c>.</summary>
    public CancellationToken CancellationToken { get; } = cancellationToken;
}
