namespace Router.Grpc.Health;

/// <summary>Says that the health view no longer holds.</summary>
internal sealed class HealthSignal : IDisposable
{
    private readonly SemaphoreSlim _changed = new(0, 1);

    /// <summary>Completes when something has changed since the last call.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _changed.WaitAsync(cancellationToken);

    public void Raise()
    {
        // One waiting signal is enough; a second would only rebuild the same view twice.
        if (_changed.CurrentCount == 0)
        {
            try
            {
                _changed.Release();
            }
            catch (SemaphoreFullException)
            {
                // Another thread has just signalled.
            }
        }
    }

    public void Dispose() => _changed.Dispose();
}
