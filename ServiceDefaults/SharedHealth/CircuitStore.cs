using Routing.Health;
using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>Circuits that routers and workers share in Redis: who turns them, who tries, and what operators say.</summary>
/// <remarks>Calls fail as those of <see cref="HealthStore"/> do.</remarks>
public sealed class CircuitStore(RedisGate redis, HealthStore health, TimeProvider time)
{
    private const int LongestHistory = 100;
    private static readonly TimeSpan HistoryRetention = TimeSpan.FromDays(30);
    private static readonly string TurnScript = Script.Load("SharedHealth/turn.lua");
    private static readonly string TrialScript = Script.Load("SharedHealth/trial.lua");
    private static readonly string IsolateScript = Script.Load("SharedHealth/isolate.lua");
    private static readonly string ResetScript = Script.Load("SharedHealth/reset.lua");
    private static readonly string SlowScript = Script.Load("SharedHealth/slow.lua");

    /// <summary>Turns a circuit that was judged at a version of it.</summary>
    /// <returns>False when another was first.</returns>
    public Task<bool> TurnAsync(HealthSubject subject, long version, CircuitTurn turn, CancellationToken cancellationToken) =>
        TurnAsync(subject, version, token: "", turn, cancellationToken);

    /// <summary>Turns a circuit as a trial ended.</summary>
    /// <returns>False when the trial is no longer the caller's.</returns>
    public Task<bool> TurnAsync(HealthSubject subject, string token, CircuitTurn turn, CancellationToken cancellationToken) =>
        TurnAsync(subject, RedisValue.EmptyString, token, turn, cancellationToken);

    /// <summary>Takes the trial of an open circuit whose pause is over, or holds on to it.</summary>
    /// <returns>False when none is due, or when it is another's.</returns>
    public Task<bool> TryTrialAsync(HealthSubject subject, string token, CancellationToken cancellationToken) =>
        RunAsync(subject, TrialScript, [HealthKeys.State(subject)], [token, HealthStore.Milliseconds(CircuitRules.TrialLease)], cancellationToken);

    /// <summary>Gives a trial back that has shown nothing.</summary>
    public Task GiveBackAsync(HealthSubject subject, string token, CancellationToken cancellationToken) =>
        RunAsync(subject, TrialScript, [HealthKeys.State(subject)], [token, "0"], cancellationToken);

    /// <summary>Takes a subject out of service until it is reset.</summary>
    public Task IsolateAsync(HealthSubject subject, string reason, string by, CancellationToken cancellationToken) => RunAsync(
        subject,
        IsolateScript,
        [HealthKeys.Isolated, HealthKeys.History(subject)],
        [subject.ToString(), IsolationText.Write(reason, by), new HealthEvent("isolated", reason, by).Text, .. HistoryLimits(), "0"],
        cancellationToken);

    /// <summary>Says again what an operator has said to a server that has lost it since.</summary>
    public Task RestoreAsync(HealthSubject subject, Isolation isolation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(isolation);
        return RunAsync(
            subject,
            IsolateScript,
            [HealthKeys.Isolated, HealthKeys.History(subject)],
            [subject.ToString(), IsolationText.Write(isolation), "", .. HistoryLimits(), "1"],
            cancellationToken);
    }

    /// <summary>Wipes a subject's slate: no failures, no pause, a closed circuit, no operator's word against it.</summary>
    public Task ResetAsync(HealthSubject subject, string reason, string by, CancellationToken cancellationToken) => RunAsync(
        subject,
        ResetScript,
        [HealthKeys.State(subject), HealthKeys.Isolated, HealthKeys.Subjects, HealthKeys.History(subject)],
        [subject.ToString(), HealthStore.Milliseconds(HealthStore.Retention), new HealthEvent("reset", reason, by).Text, .. HistoryLimits()],
        cancellationToken);

    /// <summary>Says why a subject is slow against its own past.</summary>
    /// <param name="subject">The subject.</param>
    /// <param name="why">Null when it is no longer.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task SayAsync(HealthSubject subject, string? why, CancellationToken cancellationToken) => RunAsync(
        subject,
        SlowScript,
        [HealthKeys.State(subject), HealthKeys.History(subject)],
        [why ?? "", new HealthEvent(why is null ? "recovered" : "slow", why ?? "As quick as it used to be.").Text, .. HistoryLimits()],
        cancellationToken);

    /// <summary>What happened to a subject within the last 30 days, the latest first.</summary>
    public async Task<IReadOnlyList<HealthEvent>> HistoryAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var entries = await redis.Connection.GetDatabase().ListRangeAsync(HealthKeys.History(subject)).WaitAsync(HealthStore.Deadline, time, cancellationToken);
        return [.. entries.Select(static entry => HealthEvent.Read(entry!))];
    }

    private Task<bool> TurnAsync(HealthSubject subject, RedisValue version, string token, CircuitTurn turn, CancellationToken cancellationToken) => RunAsync(
        subject,
        TurnScript,
        [HealthKeys.State(subject), HealthKeys.Subjects, HealthKeys.History(subject)],
        [
            subject.ToString(),
            version,
            token,
            turn.Opens ? "1" : "0",
            HealthStore.Milliseconds(turn.For),
            turn.Openings,
            turn.Cause,
            HealthStore.Milliseconds(HealthStore.Retention),
            new HealthEvent(turn.Opens ? "opened" : "closed", turn.Cause).Text,
            .. HistoryLimits(),
        ],
        cancellationToken);

    private async Task<bool> RunAsync(HealthSubject subject, string script, RedisKey[] keys, RedisValue[] values, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        var database = redis.Connection.GetDatabase();
        var done = (int)await database.ScriptEvaluateAsync(script, keys, values).WaitAsync(HealthStore.Deadline, time, cancellationToken) == 1;
        if (done)
        {
            await health.TellAsync(database, [subject], cancellationToken);
        }

        return done;
    }

    private static RedisValue[] HistoryLimits() => [LongestHistory, HealthStore.Milliseconds(HistoryRetention)];
}
