namespace Router.Grpc.Accounting;

/// <summary>
/// Requests that have ended and are not yet written down. Nobody waits for that, so that it is done for several at once: what it takes of
/// the processor's caches is fetched once for all of them, and stands in no request's way.
/// </summary>
internal sealed class EndedCalls : IDisposable
{
    // Written within a few microseconds each, so that the request which is the last of them is not held up for long.
    private const int Most = 16;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(50);

    private readonly DecisionLedger _ledger;
    private readonly ITimer _late;
    private readonly Lock _gate = new();
    private EndedCall[] _waiting = new EndedCall[Most];
    private int _count;

    public EndedCalls(DecisionLedger ledger, Spool spool, TimeProvider time)
    {
        _ledger = ledger;
        _late = time.CreateTimer(static calls => ((EndedCalls)calls!).WriteAll(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        spool.Closing += WriteAll;
    }

    public void Add(in EndedCall call)
    {
        bool isFirst;
        ArraySegment<EndedCall> full = [];
        lock (_gate)
        {
            _waiting[_count++] = call;
            isFirst = _count == 1;
            if (_count == Most)
            {
                full = Take();
            }
        }

        if (isFirst)
        {
            _late.Change(LongestWait, Timeout.InfiniteTimeSpan);
        }

        Write(full);
    }

    public void Dispose()
    {
        _late.Dispose();
        WriteAll();
    }

    private void WriteAll()
    {
        ArraySegment<EndedCall> all;
        lock (_gate)
        {
            all = Take();
        }

        Write(all);
    }

    private ArraySegment<EndedCall> Take()
    {
        if (_count == 0)
        {
            return [];
        }

        var taken = new ArraySegment<EndedCall>(_waiting, 0, _count);
        (_waiting, _count) = (new EndedCall[Most], 0);
        return taken;
    }

    private void Write(ArraySegment<EndedCall> calls)
    {
        foreach (ref readonly var call in calls.AsSpan())
        {
            _ledger.Add(call);
        }
    }
}
