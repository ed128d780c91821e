namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.IAsyncStreamWriter&lt;T&gt;</c>.</summary>
public interface IAsyncStreamWriter<in T>
{
    /// <summary>Stands in for <c>WriteOptions</c>: how the following messages are written.</summary>
    WriteOptions? WriteOptions { get; set; }

    /// <summary>Stands in for <c>WriteAsync</c>: one write at a time.</summary>
    Task WriteAsync(T message);

    /// <summary>Stands in for <c>WriteAsync</c>. A default member there too: writers made by hand need not have it.</summary>
    /// <exception cref="NotSupportedException">The writer cannot cancel a write and was asked to.</exception>
    Task WriteAsync(T message, CancellationToken cancellationToken) => cancellationToken.CanBeCanceled
        ? throw new NotSupportedException("This writer cannot cancel a write.")
        : WriteAsync(message);
}

/// <summary>Stands in for <c>Grpc.Core.IServerStreamWriter&lt;T&gt;</c>.</summary>
public interface IServerStreamWriter<in T> : IAsyncStreamWriter<T>;

/// <summary>Stands in for <c>Grpc.Core.IClientStreamWriter&lt;T&gt;</c>.</summary>
public interface IClientStreamWriter<in T> : IAsyncStreamWriter<T>
{
    /// <summary>Stands in for <c>CompleteAsync</c>: no request follows.</summary>
    Task CompleteAsync();
}
