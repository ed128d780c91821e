using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Routing.Catalog;

namespace Router.Grpc.Health;

/// <summary>
/// Finds providers that take requests and never answer, although every caller gives up before we would. A caller who hangs up in
/// vain is no fault of the provider; time in which callers waited and nothing came adds up until it is one.
/// </summary>
internal sealed class SilentWaits(OpeningTimes usual, TimeProvider time)
{
    private const int NearlyAll = 95;
    private const int Patience = 3;
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<DeploymentId, Silence> _silences = new();

    /// <summary>Takes note of an attempt that has ended.</summary>
    /// <returns>Whether the silence is now so long that the provider is to blame for it.</returns>
    public bool IsTooLong(Attempt attempt)
    {
        var id = attempt.Candidate.Deployment.Id;
        if (!attempt.IsCutShort || attempt.FirstContent is not null)
        {
            // It answered, be it with an error. Nearly always there is nothing to forget, and to look takes no lock.
            if (_silences.ContainsKey(id))
            {
                _silences.TryRemove(id, out _);
            }

            return false;
        }

        var end = time.GetTimestamp();
        return _silences.GetOrAdd(id, static _ => new()).Add(time.GetElapsedTime(0, end) - attempt.Duration, time.GetElapsedTime(0, end), Limit(attempt));
    }

    // The deployment's own limit where we know how it is when it is well, else ours.
    private TimeSpan Limit(Attempt attempt)
    {
        if (usual.Quantile(new(attempt.Candidate.Deployment.Id, attempt.Call.Request.Stream), NearlyAll) is not { } slow)
        {
            return attempt.Patience;
        }

        var own = slow * Patience;
        return own > attempt.Patience ? attempt.Patience : own < Shortest ? Shortest : own;
    }
}
