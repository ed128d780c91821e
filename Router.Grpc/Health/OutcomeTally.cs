using Router.Grpc.Forwarding;
using Routing.Catalog;
using ServiceDefaults.SharedHealth;

namespace Router.Grpc.Health;

/// <summary>Adds outcomes up between two reports to the shared store, so that no request waits for Redis.</summary>
internal sealed class OutcomeTally
{
    private readonly Lock _gate = new();
    private Dictionary<DeploymentId, HealthObservation> _sums = [];

    public void Add(Attempt attempt)
    {
        var fault = attempt.ProviderFault;
        if (attempt.Outcome != AttemptOutcome.Ok && fault is null)
        {
            return;
        }

        var id = attempt.Candidate.Deployment.Id;
        lock (_gate)
        {
            var sum = _sums.GetValueOrDefault(id) ?? new() { Subject = HealthSubject.Of(id) };
            _sums[id] = fault is null
                ? Succeeded(sum, attempt)
                : sum with { Failures = sum.Failures + 1, Cause = fault, Cooldown = attempt.Failure?.RetryAfter ?? sum.Cooldown };
        }
    }

    // In an answer of one piece the first content comes with the last.
    private static HealthObservation Succeeded(HealthObservation sum, Attempt attempt)
    {
        var timed = attempt.Call.Request.Stream && attempt.FirstContent is not null;
        return sum with
        {
            Successes = sum.Successes + 1,
            Latency = sum.Latency + attempt.Duration,
            FirstContents = sum.FirstContents + (timed ? 1 : 0),
            FirstContent = sum.FirstContent + (timed ? attempt.FirstContent!.Value : TimeSpan.Zero),
        };
    }

    /// <summary>Takes what was added since the last call.</summary>
    public IReadOnlyCollection<HealthObservation> Take()
    {
        lock (_gate)
        {
            if (_sums.Count == 0)
            {
                return [];
            }

            var taken = _sums;
            _sums = [];
            return taken.Values;
        }
    }
}
