namespace Simulation.Counting;

/// <summary>The last requests, up to a limit.</summary>
internal sealed class RequestLog(int limit)
{
    private readonly Queue<RecordedRequest> _requests = new();
    private readonly Lock _gate = new();

    public bool IsOn => limit > 0;

    public void Add(RecordedRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == limit)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }

    public IReadOnlyList<RecordedRequest> All()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _requests.Clear();
        }
    }
}
