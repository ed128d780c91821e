using System.Runtime.CompilerServices;

namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.AsyncClientStreamingCall&lt;TRequest, TResponse&gt;</c>: a call with many requests, one response.</summary>
public sealed class AsyncClientStreamingCall<TRequest, TResponse> : IDisposable
{
    private readonly CallState _state;

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Task<Metadata> responseHeadersAsync,
        Func<Status> getStatusFunc,
        Func<Metadata> getTrailersFunc,
        Action disposeAction)
    {
        RequestStream = requestStream;
        ResponseAsync = responseAsync;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction);
    }

    /// <summary>Stands in for the constructor of the same form.</summary>
    public AsyncClientStreamingCall(
        IClientStreamWriter<TRequest> requestStream,
        Task<TResponse> responseAsync,
        Func<object, Task<Metadata>> responseHeadersAsync,
        Func<object, Status> getStatusFunc,
        Func<object, Metadata> getTrailersFunc,
        Action<object> disposeAction,
        object state)
    {
        RequestStream = requestStream;
        ResponseAsync = responseAsync;
        _state = new CallState(responseHeadersAsync, getStatusFunc, getTrailersFunc, disposeAction, state);
    }

    /// <summary>Stands in for <c>RequestStream</c>: the requests.</summary>
    public IClientStreamWriter<TRequest> RequestStream { get; }

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
