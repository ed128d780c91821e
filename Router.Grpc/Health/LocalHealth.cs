using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>
/// What this router itself sees of deployments. Only faults of the provider count: a caller who hangs up counts only where
/// <see cref="SilentWaits"/> finds that callers have waited in vain for too long.
/// </summary>
internal sealed partial class LocalHealth(RouterSettings settings, ChangeSignal changed, TimeProvider time, ILogger<LocalHealth> logger)
{
    private readonly ConcurrentDictionary<DeploymentId, LocalCircuit> _circuits = new();

    public void Record(Attempt attempt)
    {
        var id = attempt.Candidate.Deployment.Id;
        switch (attempt.Outcome)
        {
            case AttemptOutcome.Ok:
                if (_circuits.TryGetValue(id, out var known) && known.Succeeded())
                {
                    changed.Set();
                }

                break;
            case var _ when attempt.ProviderFault is { } fault:
                Failed(id, fault, attempt.Failure?.RetryAfter);
                break;
        }
    }

    /// <summary>Every deployment that has failed here since it last answered.</summary>
    public Dictionary<DeploymentId, HealthState> States()
    {
        var states = new Dictionary<DeploymentId, HealthState>();
        foreach (var (id, circuit) in _circuits)
        {
            if (circuit.State(settings.Cooldown) is { } state)
            {
                states[id] = state;
            }
        }

        return states;
    }

    private void Failed(DeploymentId id, string cause, TimeSpan? retryAfter)
    {
        var now = time.GetUtcNow();
        var until = _circuits.GetOrAdd(id, static _ => new()).Failed(cause, retryAfter, settings.Cooldown, now);
        if (until is { } end)
        {
            LogCooling(id, (end - now).TotalSeconds, cause);
        }

        changed.Set();
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "{Deployment} is cooling down for {Seconds} s. {Cause}")]
    private partial void LogCooling(DeploymentId deployment, double seconds, string cause);
}
