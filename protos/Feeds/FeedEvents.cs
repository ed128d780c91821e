using Grpc.Core;

namespace Protos.Feeds;

/// <summary>Reads the events of a feed that is followed for good, and tells once per outage and reason why it is not.</summary>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads replicas that come back.</param>
/// <param name="lost">Is told why the feed is not followed.</param>
internal sealed class FeedEvents<T>(TimeProvider time, Random random, Action<string> lost)
    where T : class
{
    // The catalog pings well within it.
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(10);

    private string? _lost;

    /// <returns>Null when the link is lost.</returns>
    public async Task<T?> NextAsync(IAsyncStreamReader<T> events, CancellationToken cancellationToken)
    {
        try
        {
            if (await events.MoveNext(cancellationToken).WaitAsync(Silence, time, cancellationToken))
            {
                _lost = null;
                return events.Current;
            }

            return Lost("The catalog ended the feed.");
        }
        catch (RpcException) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (RpcException e)
        {
            return Lost(e.StatusCode switch
            {
                StatusCode.Unavailable => "The catalog is away.",
                StatusCode.Unauthenticated => "The catalog refuses our service key. Set the same ServiceKey in every service.",
                StatusCode.FailedPrecondition => e.Status.Detail,
                StatusCode.Unimplemented => "The catalog is of a version that keeps no keys.",
                _ => $"The catalog answers {e.StatusCode}.",
            });
        }
        catch (TimeoutException)
        {
            return Lost("The catalog has fallen silent.");
        }
    }

    /// <summary>Waits before the next try: half to all of a pause that doubles, so that replicas do not come back in step.</summary>
    public Task PauseAsync(int failures, CancellationToken cancellationToken)
    {
        var longest = Math.Min(LongestPause.Ticks, FirstPause.Ticks << Math.Min(failures, 16));
        return Task.Delay(TimeSpan.FromTicks(longest) * (0.5 + (random.NextDouble() / 2)), time, cancellationToken);
    }

    private T? Lost(string reason)
    {
        // One line per outage and reason, however long it lasts.
        if (_lost != reason)
        {
            _lost = reason;
            lost(reason);
        }

        return null;
    }
}
