using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;

namespace Providers.Worker.Probing;

/// <summary>Tells routers what probes find, and turns the circuits of providers with it. While the store is away probes go on.</summary>
internal sealed partial class ProbeHealth(HealthStore health, CircuitStore circuits, ILogger<ProbeHealth> logger)
{
    private int _isAway;

    /// <summary>Asks for the trial of a provider's circuit.</summary>
    /// <returns>Null when its circuit is closed, its pause is not over, or another has the trial.</returns>
    public async Task<string?> TryTrialAsync(ProviderId provider, CancellationToken cancellationToken)
    {
        var token = Guid.NewGuid().ToString("N");
        var isOurs = false;
        await UnlessAwayAsync(async () => isOurs = await circuits.TryTrialAsync(HealthSubject.Of(provider), token, cancellationToken));
        return isOurs ? token : null;
    }

    public Task RecordAsync(ProviderId provider, ProbeOutcome outcome, TimeSpan pause, string? trial, CancellationToken cancellationToken)
    {
        var subject = HealthSubject.Of(provider);
        var answers = outcome.Result == ProbeResult.Answers;
        return UnlessAwayAsync(async () =>
        {
            if (trial is not null)
            {
                var (record, now) = await ReadAsync(subject, cancellationToken);
                await circuits.TurnAsync(
                    subject, trial, CircuitRules.Tried(record?.Circuit ?? Circuit.NeverOpened, answers ? null : outcome.Detail ?? "", now), cancellationToken);
            }

            await health.RecordAsync(
                new HealthObservation
                {
                    Subject = subject,
                    Successes = answers ? 1 : 0,
                    Failures = answers ? 0 : 1,
                    Latency = outcome.Latency ?? TimeSpan.Zero,
                    Cause = answers ? null : outcome.Detail,
                    NextProbe = pause,
                },
                cancellationToken);
            await JudgeAsync(subject, cancellationToken);
        });
    }

    private async Task JudgeAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        var (record, now) = await ReadAsync(subject, cancellationToken);
        if (record is not null && CircuitRules.Judge(record, now) is { } turn
            && await circuits.TurnAsync(subject, record.Circuit.Version, turn, cancellationToken))
        {
            LogOpened(subject.Provider, turn.For.TotalSeconds, turn.Cause);
        }
    }

    private async Task<(SubjectRecord? Record, DateTimeOffset Now)> ReadAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        var reading = await health.ReadAllAsync(cancellationToken);
        return (reading.Records.GetValueOrDefault(subject), reading.At);
    }

    private async Task UnlessAwayAsync(Func<Task> tell)
    {
        try
        {
            await tell();
            if (Interlocked.Exchange(ref _isAway, 0) == 1)
            {
                LogStoreIsBack();
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            if (Interlocked.Exchange(ref _isAway, 1) == 0)
            {
                LogStoreIsAway(e is UnusableRedisException ? e.Message : "Redis does not answer.");
            }
        }
    }

    [LoggerMessage(EventId = 303, Level = LogLevel.Warning, Message = "Probes go on, but routers do not hear of them: {Reason}")]
    private partial void LogStoreIsAway(string reason);

    [LoggerMessage(EventId = 304, Level = LogLevel.Information, Message = "Routers hear of probes again.")]
    private partial void LogStoreIsBack();

    [LoggerMessage(EventId = 633, Level = LogLevel.Warning, Message = "The circuit of {Provider} opens for {Seconds} s. {Cause}")]
    private partial void LogOpened(ProviderId provider, double seconds, string cause);
}
