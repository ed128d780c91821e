namespace Router.Grpc.Connections;

/// <summary>Lets so many calls to one provider be under way at a time; the others queue, first come, first served.</summary>
/// <param name="limit">Most calls at a time; 0 sets no limit.</param>
/// <param name="queueWait">Longest time in the queue.</param>
/// <param name="time">The clock.</param>
internal sealed class ProviderGate(int limit, TimeSpan queueWait, TimeProvider time) : IDisposable
{
    private readonly SemaphoreSlim? _free = limit > 0 ? new(limit, limit) : null;

    /// <summary>Enters if that takes no waiting. Whoever got in leaves in the end.</summary>
    public bool TryEnter() => _free is null || _free.Wait(0, CancellationToken.None);

    /// <summary>Enters, waiting for no longer than the queue or the request allows.</summary>
    /// <returns>False when it took too long.</returns>
    public async ValueTask<bool> EnterAsync(TimeSpan left, CancellationToken callerGone)
    {
        if (TryEnter())
        {
            return true;
        }

        // The request's time may be up since somebody last looked.
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        using var deadline = new CancellationTokenSource(left < queueWait ? left : queueWait, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, callerGone);
        try
        {
            await _free!.WaitAsync(either.Token);
            return true;
        }
        catch (OperationCanceledException) when (!callerGone.IsCancellationRequested)
        {
            return false;
        }
    }

    public void Leave() => _free?.Release();

    public void Dispose() => _free?.Dispose();
}
