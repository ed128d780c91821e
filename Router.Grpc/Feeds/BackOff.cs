namespace Router.Grpc.Feeds;

/// <summary>Waits between reconnections: longer after each failure, never in step with other routers.</summary>
internal sealed class BackOff(TimeProvider time, Random random)
{
    private const double Longest = 5_000;
    private const double First = 200;
    private const int Doublings = 10;

    /// <param name="failures">Failures in a row before this one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task WaitAsync(int failures, CancellationToken cancellationToken)
    {
        var longest = Math.Min(Longest, First * Math.Pow(2, Math.Min(failures, Doublings)));
        double jitter;
        lock (random)
        {
            jitter = 0.5 + (random.NextDouble() / 2);
        }

        return Task.Delay(TimeSpan.FromMilliseconds(longest * jitter), time, cancellationToken);
    }
}
