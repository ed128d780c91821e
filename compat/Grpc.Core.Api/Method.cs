namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.MethodType</c>.</summary>
public enum MethodType
{
    /// <summary>One request, one response.</summary>
    Unary,

    /// <summary>Many requests, one response.</summary>
    ClientStreaming,

    /// <summary>One request, many responses.</summary>
    ServerStreaming,

    /// <summary>Many of both, independent of each other.</summary>
    DuplexStreaming,
}

/// <summary>Stands in for <c>Grpc.Core.IMethod</c>.</summary>
public interface IMethod
{
    /// <summary>Stands in for <c>Type</c>.</summary>
    MethodType Type { get; }

    /// <summary>Stands in for <c>ServiceName</c>: full, package included.</summary>
    string ServiceName { get; }

    /// <summary>Stands in for <c>Name</c>.</summary>
    string Name { get; }

    /// <summary>Stands in for <c>FullName</c>: the path of the request.</summary>
    string FullName { get; }
}

/// <summary>Stands in for <c>Grpc.Core.Method&lt;TRequest, TResponse&gt;</c>.</summary>
public class Method<TRequest, TResponse>(
    MethodType type, string serviceName, string name, Marshaller<TRequest> requestMarshaller, Marshaller<TResponse> responseMarshaller)
    : IMethod
{
    /// <inheritdoc/>
    public MethodType Type { get; } = type;

    /// <inheritdoc/>
    public string ServiceName { get; } = serviceName;

    /// <inheritdoc/>
    public string Name { get; } = name;

    /// <inheritdoc/>
    public string FullName { get; } = $"/{serviceName}/{name}";

    /// <summary>Stands in for <c>RequestMarshaller</c>.</summary>
    public Marshaller<TRequest> RequestMarshaller { get; } = requestMarshaller;

    /// <summary>Stands in for <c>ResponseMarshaller</c>.</summary>
    public Marshaller<TResponse> ResponseMarshaller { get; } = responseMarshaller;
}
