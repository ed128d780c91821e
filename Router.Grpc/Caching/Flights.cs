namespace Router.Grpc.Caching;

/// <summary>Requests under way that others wait for, since they ask the very same.</summary>
internal sealed class Flights
{
    private readonly Lock _gate = new();
    private readonly Dictionary<CacheKey, TaskCompletionSource<CachedAnswer?>> _flights = [];

    /// <summary>Begins a flight, or finds the one that is under way.</summary>
    /// <returns>The answer to wait for, null in it when none came; null when the caller leads and must <see cref="Land"/>.</returns>
    public Task<CachedAnswer?>? Join(CacheKey key)
    {
        lock (_gate)
        {
            if (_flights.TryGetValue(key, out var flight))
            {
                return flight.Task;
            }

            _flights.Add(key, new(TaskCreationOptions.RunContinuationsAsynchronously));
            return null;
        }
    }

    /// <summary>Ends a flight.</summary>
    /// <param name="key">Which.</param>
    /// <param name="answer">For those who wait; null sends them on their own way.</param>
    public void Land(CacheKey key, CachedAnswer? answer)
    {
        TaskCompletionSource<CachedAnswer?> flight;
        lock (_gate)
        {
            _flights.Remove(key, out flight!);
        }

        flight.SetResult(answer);
    }
}
