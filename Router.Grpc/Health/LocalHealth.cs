using System.Collections.Concurrent;
using Router.Grpc.Forwarding;
using Router.Grpc.Settings;
using Routing.Catalog;
using Routing.Health;

namespace Router.Grpc.Health;

/// <summary>
/// What this router itself sees of deployments, before and beside what all routers have put together. Only faults of the provider
/// count: a caller who hangs up counts only where <see cref="SilentWaits"/> finds that callers have waited in vain for too long.
/// </summary>
internal sealed partial class LocalHealth(RouterSettings settings, ChangeSignal changed, TimeProvider time, ILogger<LocalHealth> logger)
{
    private readonly ConcurrentDictionary<HealthSubject, LocalCircuit> _circuits = new();
    private long _told;

    public void Record(Attempt attempt)
    {
        switch (attempt.Outcome)
        {
            case AttemptOutcome.Ok:
                if (_circuits.TryGetValue(attempt.Subject, out var known) && known.Succeeded())
                {
                    changed.Set();
                }

                break;
            case var _ when attempt.ProviderFault is { } fault:
                Failed(attempt.Subject, fault, attempt.Failure?.RetryAfter);
                break;
        }
    }

    /// <summary>Up to this timestamp what was recorded is in the book.</summary>
    public long ToldUntil => Volatile.Read(ref _told);

    /// <summary>What was recorded up to this timestamp is in the book, which all routers share.</summary>
    public void Told(long timestamp)
    {
        Volatile.Write(ref _told, timestamp);
        changed.Set();
    }

    /// <summary>Every deployment that has failed here since it last answered.</summary>
    public Dictionary<DeploymentId, HealthState> States(HealthOperation operation = HealthOperation.Chat) =>
        Select(operation, (_, circuit) => circuit.State(settings.Cooldown));

    /// <summary>Of those, what the book does not say.</summary>
    /// <param name="operation">Whose outcomes.</param>
    /// <param name="book">What is known.</param>
    /// <param name="told">Up to when; as <see cref="ToldUntil"/> said before the book was read.</param>
    /// <param name="isShared">Whether others have a part in it.</param>
    public Dictionary<DeploymentId, HealthState> Untold(HealthOperation operation, HealthReading book, long told, bool isShared) => Select(operation, (subject, circuit) =>
        circuit.Untold(settings.Cooldown, told, isShared && book.Records.TryGetValue(subject, out var record) && FailsForAll(record, book.At)));

    // Then the circuit that all share is what acts. Where others do well, this router's way to the provider is what is broken.
    private static bool FailsForAll(SubjectRecord record, DateTimeOffset now) =>
        record.Circuit.IsOpen || record.SumsAt(1, now).FailureRatio >= CircuitRules.TooManyFailures;

    private Dictionary<DeploymentId, HealthState> Select(HealthOperation operation, Func<HealthSubject, LocalCircuit, HealthState?> choose)
    {
        var states = new Dictionary<DeploymentId, HealthState>();
        foreach (var (subject, circuit) in _circuits)
        {
            if (subject.Operation == operation && choose(subject, circuit) is { } state)
            {
                states[new(subject.Provider, subject.Model!)] = state;
            }
        }

        return states;
    }

    private void Failed(HealthSubject subject, string cause, TimeSpan? retryAfter)
    {
        var until = _circuits.GetOrAdd(subject, static _ => new()).Failed(cause, retryAfter, settings.Cooldown, time);
        if (until is { } end)
        {
            LogCooling(subject, (end - time.GetUtcNow()).TotalSeconds, cause);
        }

        changed.Set();
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "{Subject} is cooling down for {Seconds} s. {Cause}")]
    private partial void LogCooling(HealthSubject subject, double seconds, string cause);
}
