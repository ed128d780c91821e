using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.AsyncUnaryCall&lt;TResponse&gt;</c>: a call with one request, one response.</summary>
public sealed class AsyncUnaryCall<TResponse> : IDisposable
{
    private readonly CallState _state;

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseAsync = responseAsync;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncUnaryCall(
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseAsync = responseAsync;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Stands in for <c>ResponseAsync</c>: the response.</summary>
    public Task<TResponse> ResponseAsync { get; }

    /// <summary>Stands in for <c>ResponseHeadersAsync</c>.</summary>
    public Task<Metadata> ResponseHeadersAsync => _state.ResponseHeaders;

    /// <summary>Stands in for <c>GetAwaiter</c>: awaiting the call awaits its response.</summary>
    public TaskAwaiter<TResponse> GetAwaiter() => ResponseAsync.GetAwaiter();

    /// <summary>Stands in for <c>ConfigureAwait</c>.</summary>
    public ConfiguredTaskAwaitable<TResponse> ConfigureAwait(bool continueOnCapturedContext) =>
        ResponseAsync.ConfigureAwait(continueOnCapturedContext);

    /// <summary>Stands in for <c>GetStatus</c>; only a call that has ended has one.</summary>
    public Status GetStatus() => _state.Status;

    /// <summary>Stands in for <c>GetTrailers</c>; only a call that has ended has them.</summary>
    public Metadata GetTrailers() => _state.Trailers;

    /// <summary>Stands in for <c>Dispose</c>: cancels a call that has not ended.</summary>
    public void Dispose() => _state.Dispose();
}
