using Router.Grpc.Forwarding;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>Adds outcomes up between two looks at the shared store, so that no request waits for Redis.</summary>
internal sealed class OutcomeTally
{
    private readonly Lock _gate = new();
    private Dictionary<HealthSubject, OutcomeSum> _sums = [];

    /// <summary>Says that there is something to take.</summary>
    public ChangeSignal News { get; } = new();

    public void Add(Attempt attempt)
    {
        var fault = attempt.ProviderFault;
        if (attempt.Outcome != AttemptOutcome.Ok && fault is null)
        {
            return;
        }

        lock (_gate)
        {
            if (!_sums.TryGetValue(attempt.Subject, out var sum))
            {
                _sums[attempt.Subject] = sum = new();
            }

            if (fault is null)
            {
                // In an answer of one piece the first content comes with the last.
                sum.Succeeded(attempt.Duration, attempt.Call.Request.Stream ? attempt.FirstContent : null);
            }
            else
            {
                sum.Failed(fault, attempt.Failure?.RetryAfter);
            }
        }

        News.Set();
    }

    /// <summary>Takes what was added since the last call.</summary>
    public IReadOnlyList<HealthObservation> Take()
    {
        Dictionary<HealthSubject, OutcomeSum> taken;
        lock (_gate)
        {
            if (_sums.Count == 0)
            {
                return [];
            }

            (taken, _sums) = (_sums, []);
        }

        return [.. taken.Select(static entry => entry.Value.Of(entry.Key))];
    }
}
