namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.UnaryServerMethod&lt;TRequest, TResponse&gt;</c>.</summary>
public delegate Task<TResponse> UnaryServerMethod<TRequest, TResponse>(TRequest request, ServerCallContext context)
    where TRequest : class
    where TResponse : class;

/// <summary>Stands in for <c>Grpc.Core.ClientStreamingServerMethod&lt;TRequest, TResponse&gt;</c>.</summary>
public delegate Task<TResponse> ClientStreamingServerMethod<TRequest, TResponse>(IAsyncStreamReader<TRequest> requestStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;

/// <summary>Stands in for <c>Grpc.Core.ServerStreamingServerMethod&lt;TRequest, TResponse&gt;</c>.</summary>
public delegate Task ServerStreamingServerMethod<TRequest, TResponse>(
    TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;

/// <summary>Stands in for <c>Grpc.Core.DuplexStreamingServerMethod&lt;TRequest, TResponse&gt;</c>.</summary>
public delegate Task DuplexStreamingServerMethod<TRequest, TResponse>(
    IAsyncStreamReader<TRequest> requestStream, IServerStreamWriter<TResponse> responseStream, ServerCallContext context)
    where TRequest : class
    where TResponse : class;
