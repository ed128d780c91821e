using System.Collections.Concurrent;

namespace Simulation.Counting;

/// <summary>Counts requests, aborts and connections without locks.</summary>
internal sealed class CounterBook
{
    private readonly ConcurrentDictionary<string, Pair> _byPath = new();
    private readonly ConcurrentDictionary<string, Pair> _byModel = new();
    private readonly Pair _all = new();
    private long _inFlight;
    private long _connections;

    public void CountConnection() => Interlocked.Increment(ref _connections);

    public void CountRequest(string path, string model)
    {
        Interlocked.Increment(ref _inFlight);
        Interlocked.Increment(ref _all.Requests);
        Interlocked.Increment(ref For(_byPath, path).Requests);
        if (model.Length > 0)
        {
            Interlocked.Increment(ref For(_byModel, model).Requests);
        }
    }

    public void CountAbort(string path, string model)
    {
        Interlocked.Increment(ref _all.Aborts);
        Interlocked.Increment(ref For(_byPath, path).Aborts);
        if (model.Length > 0)
        {
            Interlocked.Increment(ref For(_byModel, model).Aborts);
        }
    }

    public void CountEnd() => Interlocked.Decrement(ref _inFlight);

    public CounterSnapshot Snapshot() => new(
        Interlocked.Read(ref _all.Requests),
        Interlocked.Read(ref _all.Aborts),
        Interlocked.Read(ref _inFlight),
        Interlocked.Read(ref _connections),
        Read(_byPath),
        Read(_byModel));

    // What is in flight stays so, whatever is forgotten.
    public void Clear()
    {
        _byPath.Clear();
        _byModel.Clear();
        Interlocked.Exchange(ref _all.Requests, 0);
        Interlocked.Exchange(ref _all.Aborts, 0);
        Interlocked.Exchange(ref _connections, 0);
    }

    private static Pair For(ConcurrentDictionary<string, Pair> pairs, string key) => pairs.GetOrAdd(key, static _ => new Pair());

    private static Dictionary<string, CallCounts> Read(ConcurrentDictionary<string, Pair> pairs) => pairs.ToDictionary(
        entry => entry.Key,
        entry => new CallCounts(Interlocked.Read(ref entry.Value.Requests), Interlocked.Read(ref entry.Value.Aborts)));

    private sealed class Pair
    {
        public long Requests;
        public long Aborts;
    }
}
