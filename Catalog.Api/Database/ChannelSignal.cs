namespace Catalog.Api.Database;

/// <summary>Wakes those who wait for a change that any replica may make and tells the others of through the database.</summary>
/// <param name="channel">The channel of NOTIFY; what it carries is only a reason to look.</param>
internal abstract class ChannelSignal(string channel)
{
    private volatile TaskCompletionSource _next = NewSignal();

    public string Channel => channel;

    /// <summary>Completes at the next sign that something may have changed. Take it before looking, await it after.</summary>
    public Task Next => _next.Task;

    public void Raise()
    {
        var before = _next;
        _next = NewSignal();
        before.TrySetResult();
    }

    /// <returns>Whether it came in time.</returns>
    public static async Task<bool> CameAsync(Task next, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            await next.WaitAsync(patience, time, cancellationToken);
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
