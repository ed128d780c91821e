using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Routing.Catalog;

namespace Router.Grpc.Health;

/// <summary>Whose answers are meant: a streamed one begins long before one in one piece is there.</summary>
internal readonly record struct OpeningSubject(DeploymentId Deployment, bool Streamed);

/// <summary>How long answers of each deployment took lately until their first content, as this router saw it.</summary>
internal sealed class OpeningTimes
{
    private readonly ConcurrentDictionary<OpeningSubject, OpeningWindow> _windows = new();

    public void Add(Attempt attempt)
    {
        // How long one took that had to make way for its company nobody knows, but it was longer than this. Without the slow ones what
        // is left would look ever quicker, and ever more would count as slow.
        TimeSpan? took = attempt switch
        {
            { Outcome: AttemptOutcome.Ok, FirstContent: var first } => first,
            { Outcome: AttemptOutcome.Superseded, IsHedge: false, Duration: var waited } => waited,
            _ => null,
        };
        if (took is { } time)
        {
            Add(new(attempt.Candidate.Deployment.Id, attempt.Call.Request.Stream), time);
        }
    }

    public void Add(OpeningSubject subject, TimeSpan took) => _windows.GetOrAdd(subject, static _ => new()).Add(took);

    /// <summary>The time within which so many of a hundred answers had begun; null while too few are known.</summary>
    public TimeSpan? Quantile(OpeningSubject subject, int percent) =>
        _windows.TryGetValue(subject, out var window) ? window.Quantile(percent) : null;
}
