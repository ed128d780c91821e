namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.IAsyncStreamReader&lt;T&gt;</c>.</summary>
public interface IAsyncStreamReader<out T>
{
    /// <summary>Stands in for <c>Current</c>.</summary>
    T Current { get; }

    /// <summary>Stands in for <c>MoveNext</c>: waits for the next message; false at the end of the stream.</summary>
    Task<bool> MoveNext(CancellationToken cancellationToken);
}

/// <summary>Stands in for <c>Grpc.Core.AsyncStreamReaderExtensions</c> of this assembly.</summary>
public static class AsyncStreamReaderExtensions
{
    /// <summary>Stands in for <c>MoveNext</c>.</summary>
    public static Task<bool> MoveNext<T>(this IAsyncStreamReader<T> streamReader)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(streamReader);
        return streamReader.MoveNext(CancellationToken.None);
    }
}
