namespace Router.Grpc.Forwarding;

/// <summary>Cancels an attempt when its provider is silent for too long, its request's time is up, or its caller hangs up.</summary>
internal sealed class AttemptClock : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationTokenRegistration _callerGone;
    private readonly TimeProvider _time;
    private readonly long _requestStart;
    private readonly TimeSpan _total;
    private bool _boundByRequest;
    private volatile bool _superseded;

    /// <param name="time">The clock.</param>
    /// <param name="requestStart">Timestamp from which <paramref name="total"/> counts.</param>
    /// <param name="total">Limit for the request, every attempt included.</param>
    /// <param name="callerGone">Cancelled when the caller hangs up.</param>
    public AttemptClock(TimeProvider time, long requestStart, TimeSpan total, CancellationToken callerGone)
    {
        _time = time;
        _requestStart = requestStart;
        _total = total;
        _source = new(Timeout.InfiniteTimeSpan, time);
        _callerGone = callerGone.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _source);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Whether it was the request's own limit that cancelled, so that no other attempt is worth beginning.</summary>
    public bool IsRequestOver => _boundByRequest && _source.IsCancellationRequested;

    /// <summary>Whether another attempt was first.</summary>
    public bool IsSuperseded => _superseded;

    /// <summary>Ends the attempt, since another was first.</summary>
    public void Supersede()
    {
        _superseded = true;
        _source.Cancel();
    }

    /// <summary>Gives the provider this long from now.</summary>
    public void Allow(TimeSpan limit)
    {
        var left = _total - _time.GetElapsedTime(_requestStart);
        var remaining = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        _boundByRequest = limit >= remaining;
        _source.CancelAfter(_boundByRequest ? remaining : limit);
    }

    /// <summary>The provider is not waited for: only the request's own limit counts.</summary>
    public void Pause() => Allow(TimeSpan.MaxValue);

    public void Dispose()
    {
        _callerGone.Dispose();
        _source.Dispose();
    }
}
