namespace Grpc.Core;

/// <summary>Stands in for <c>Grpc.Core.ServerCallContext</c>: a call as its service sees it.</summary>
public abstract class ServerCallContext
{
    private Dictionary<object, object>? _userState;

    /// <summary>Stands in for <c>Method</c>: the path of the request.</summary>
    public string Method => MethodCore;

    /// <summary>Stands in for <c>Host</c>.</summary>
    public string Host => HostCore;

    /// <summary>Stands in for <c>Peer</c>: the caller's address.</summary>
    public string Peer => PeerCore;

    /// <summary>Stands in for <c>Deadline</c>: in UTC; <see cref="DateTime.MaxValue"/> without one.</summary>
    public DateTime Deadline => DeadlineCore;

    /// <summary>Stands in for <c>RequestHeaders</c>.</summary>
    public Metadata RequestHeaders => RequestHeadersCore;

    /// <summary>Stands in for <c>CancellationToken</c>: the caller has gone, or the deadline has passed.</summary>
    public CancellationToken CancellationToken => CancellationTokenCore;

    /// <summary>Stands in for <c>ResponseTrailers</c>.</summary>
    public Metadata ResponseTrailers => ResponseTrailersCore;

    /// <summary>Stands in for <c>Status</c>.</summary>
    public Status Status
    {
        get => StatusCore;
        set => StatusCore = value;
    }

    /// <summary>Stands in for <c>WriteOptions</c>.</summary>
    public WriteOptions? WriteOptions
    {
        get => WriteOptionsCore;
        set => WriteOptionsCore = value;
    }

    /// <summary>Stands in for <c>AuthContext</c>.</summary>
    public AuthContext AuthContext => AuthContextCore;

    /// <summary>Stands in for <c>UserState</c>: what interceptors leave for each other and the service.</summary>
    public IDictionary<object, object> UserState => UserStateCore;

    /// <summary>Stands in for <c>MethodCore</c>.</summary>
    protected abstract string MethodCore { get; }

    /// <summary>Stands in for <c>HostCore</c>.</summary>
    protected abstract string HostCore { get; }

    /// <summary>Stands in for <c>PeerCore</c>.</summary>
    protected abstract string PeerCore { get; }

    /// <summary>Stands in for <c>DeadlineCore</c>.</summary>
    protected abstract DateTime DeadlineCore { get; }

    /// <summary>Stands in for <c>RequestHeadersCore</c>.</summary>
    protected abstract Metadata RequestHeadersCore { get; }

    /// <summary>Stands in for <c>CancellationTokenCore</c>.</summary>
    protected abstract CancellationToken CancellationTokenCore { get; }

    /// <summary>Stands in for <c>ResponseTrailersCore</c>.</summary>
    protected abstract Metadata ResponseTrailersCore { get; }

    /// <summary>Stands in for <c>StatusCore</c>.</summary>
    protected abstract Status StatusCore { get; set; }

    /// <summary>Stands in for <c>WriteOptionsCore</c>.</summary>
    protected abstract WriteOptions? WriteOptionsCore { get; set; }

    /// <summary>Stands in for <c>AuthContextCore</c>.</summary>
    protected abstract AuthContext AuthContextCore { get; }

    /// <summary>Stands in for <c>UserStateCore</c>.</summary>
    protected virtual IDictionary<object, object> UserStateCore => _userState ??= [];

    /// <summary>Stands in for <c>WriteResponseHeadersAsync</c>: sends them now rather than with the first response.</summary>
    public Task WriteResponseHeadersAsync(Metadata responseHeaders) => WriteResponseHeadersAsyncCore(responseHeaders);

    /// <summary>Stands in for <c>CreatePropagationToken</c>.</summary>
    public ContextPropagationToken CreatePropagationToken(ContextPropagationOptions? options = null) => CreatePropagationTokenCore(options);

    /// <summary>Stands in for <c>WriteResponseHeadersAsyncCore</c>.</summary>
    protected abstract Task WriteResponseHeadersAsyncCore(Metadata responseHeaders);

    /// <summary>Stands in for <c>CreatePropagationTokenCore</c>.</summary>
    protected abstract ContextPropagationToken CreatePropagationTokenCore(ContextPropagationOptions? options);
}
