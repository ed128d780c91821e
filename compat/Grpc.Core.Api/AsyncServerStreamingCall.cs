namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.AsyncServerStreamingCall&lt;TResponse&gt;</c>: a call with one request, many responses.</summary>
public sealed class AsyncServerStreamingCall<TResponse> : IDisposable
{
    private readonly CallState _state;

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        ResponseStream = responseStream;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncServerStreamingCall(
        IAsyncStreamReader<TResponse> responseStream,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        ResponseStream = responseStream;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Stands in for <c>ResponseStream</c>: the responses.</summary>
    public IAsyncStreamReader<TResponse> ResponseStream { get; }

    /// <summary>Stands in for <c>ResponseHeadersAsync</c>.</summary>
    public Task<Metadata> ResponseHeadersAsync => _state.ResponseHeaders;

    /// <summary>Stands in for <c>GetStatus</c>; only a call that has ended has one.</summary>
    public Status GetStatus() => _state.Status;

    /// <summary>Stands in for <c>GetTrailers</c>; only a call that has ended has them.</summary>
    public Metadata GetTrailers() => _state.Trailers;

    /// <summary>Stands in for <c>Dispose</c>: cancels a call that has not ended.</summary>
    public void Dispose() => _state.Dispose();
}
