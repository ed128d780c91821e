namespace Catalog.Api.SyncRequests;

/// <summary>Wakes those who serve watchers of requests.</summary>
internal sealed class SyncRequestSignal
{
    private volatile TaskCompletionSource _next = NewSignal();

    /// <summary>Completes at the next sign that a request may have come. Take it before looking, await it after.</summary>
    public Task Next => _next.Task;

    public void Raise()
    {
        var before = _next;
        _next = NewSignal();
        before.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
