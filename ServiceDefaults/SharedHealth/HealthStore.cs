using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using Routing.Health;
using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>The health that routers and workers share in Redis: what they observe, and what came of it.</summary>
/// <remarks>
/// Calls fail with <see cref="RedisException"/> or <see cref="TimeoutException"/> while Redis is away
/// (<see cref="RedisFailure.IsOutage"/>), and with <see cref="UnusableRedisException"/> where it loses updates.
/// </remarks>
public sealed class HealthStore(RedisGate redis, TimeProvider time)
{
    private static readonly TimeSpan PaceKept = TimeSpan.FromDays(7);
    internal static readonly TimeSpan Retention = TimeSpan.FromHours(1);

    // A server that takes longer than this is as good as away.
    internal static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);

    // Scripts hold everybody else up while they run.
    private const int SubjectsAtOnce = 64;

    private static readonly string Record = Script.Load("SharedHealth/record.lua");
    private static readonly string Subjects = Script.Load("SharedHealth/subjects.lua");
    private static readonly string HalfLives = string.Join(' ', OutcomeSums.HalfLives.Select(static halfLife => Milliseconds(halfLife)));

    /// <summary>Merges an observation and tells the readers. What arrives late or out of order counts by when it was observed.</summary>
    public Task RecordAsync(HealthObservation observation, CancellationToken cancellationToken) => RecordAllAsync([observation], cancellationToken);

    /// <summary>Merges observations, many at a time.</summary>
    public async Task RecordAllAsync(IReadOnlyCollection<HealthObservation> observations, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observations);
        await redis.AdmitAsync(cancellationToken);
        var database = redis.Connection.GetDatabase();
        foreach (var some in observations.Chunk(SubjectsAtOnce))
        {
            await database.ScriptEvaluateAsync(
                Record,
                [HealthKeys.Subjects, .. some.Select(static observation => HealthKeys.State(observation.Subject))],
                [Milliseconds(Retention), HalfLives, .. some.SelectMany(Arguments)]).WaitAsync(Deadline, time, cancellationToken);
        }

        await TellAsync(database, [.. observations.Select(static observation => observation.Subject).Distinct()], cancellationToken);
    }

    /// <summary>Reads everything observed within the last hour.</summary>
    public Task<HealthReading> ReadAllAsync(CancellationToken cancellationToken) => ReadAsync(known: null, FrozenSet<HealthSubject>.Empty, cancellationToken);

    /// <summary>Reads what has changed since an earlier reading.</summary>
    /// <param name="known">The earlier reading; null reads everything.</param>
    /// <param name="changed">What is read anew, beside subjects that the earlier reading lacks.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<HealthReading> ReadAsync(HealthReading? known, IReadOnlySet<HealthSubject> changed, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(changed);
        await redis.AdmitAsync(cancellationToken);
        return await ReadAsync(redis.Connection.GetDatabase(), known, changed).WaitAsync(Deadline, time, cancellationToken);
    }

    /// <summary>What a worker last found out about how quick a subject is; null when none has, or not for a week.</summary>
    public async Task<Pace?> PaceAsync(HealthSubject subject, CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        return (string?)await redis.Connection.GetDatabase().StringGetAsync(HealthKeys.Pace(subject)).WaitAsync(Deadline, time, cancellationToken) is { } text
            ? Pace.Read(text)
            : null;
    }

    /// <summary>Keeps that for the next worker.</summary>
    public async Task KeepAsync(HealthSubject subject, Pace pace, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(pace);
        await redis.AdmitAsync(cancellationToken);
        await redis.Connection.GetDatabase().StringSetAsync(HealthKeys.Pace(subject), pace.Write(), PaceKept).WaitAsync(Deadline, time, cancellationToken);
    }

    /// <summary>Calls back with each subject that anybody changes, from a thread of the Redis client, until the connection ends.</summary>
    public async Task SubscribeAsync(Action<HealthSubject> changed, CancellationToken cancellationToken) =>
        await redis.Connection.GetSubscriber().SubscribeAsync(
            HealthKeys.Changes,
            (_, message) =>
            {
                foreach (var line in ((string?)message ?? "").Split('\n'))
                {
                    if (HealthSubject.TryParse(line, out var subject))
                    {
                        changed(subject.Value);
                    }
                }
            }).WaitAsync(Deadline, time, cancellationToken);

    /// <summary>Tells the readers which subjects have changed. One that misses it finds the change at its next full reading.</summary>
    internal async Task TellAsync(IDatabase database, IReadOnlyCollection<HealthSubject> changed, CancellationToken cancellationToken) =>
        await database.PublishAsync(HealthKeys.Changes, string.Join('\n', changed), CommandFlags.FireAndForget)
            .WaitAsync(Deadline, time, cancellationToken);

    internal static string Milliseconds(TimeSpan? duration) =>
        duration?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) ?? "";

    // What is added up, to the microsecond: a provider next door answers in less than half a millisecond.
    private static string Amount(TimeSpan duration) => duration.TotalMilliseconds.ToString("0.###", CultureInfo.InvariantCulture);

    private static RedisValue[] Arguments(HealthObservation observation) =>
    [
        observation.Subject.ToString(),
        Milliseconds(observation.Age),
        observation.Successes,
        observation.Failures,
        Amount(observation.Latency),
        observation.FirstContents,
        Amount(observation.FirstContent),
        observation.Cause ?? "",
        Milliseconds(observation.Cooldown),
        Milliseconds(observation.NextProbe),
        observation.LatencyLogs == 0 ? 0 : observation.Successes,
        observation.LatencyLogs.ToString("R", CultureInfo.InvariantCulture),
        observation.FirstContents,
        observation.FirstContentLogs.ToString("R", CultureInfo.InvariantCulture),
    ];

    private static async Task<HealthReading> ReadAsync(IDatabase database, HealthReading? known, IReadOnlySet<HealthSubject> changed)
    {
        var asked = database.HashGetAllAsync(HealthKeys.Isolated);
        var answer = (string[])(await database.ScriptEvaluateAsync(
            Subjects, [HealthKeys.Subjects, HealthKeys.Generation], [Milliseconds(Retention), Guid.NewGuid().ToString("N")]))!;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer[0], CultureInfo.InvariantCulture));
        var isolated = (await asked).Select(static entry => IsolationText.Read(entry)).OfType<(HealthSubject Subject, Isolation Isolation)>()
            .ToDictionary(static entry => entry.Subject, static entry => entry.Isolation);
        var subjects = answer.Skip(2).Select(static text => HealthSubject.TryParse(text, out var subject) ? subject : null).OfType<HealthSubject>();

        // The client sends these without waiting in between.
        var records = await Task.WhenAll(subjects.Union(isolated.Keys).Select(async subject =>
        {
            var record = known?.Generation == answer[1] && !changed.Contains(subject) && known.Records.TryGetValue(subject, out var same)
                ? same
                : StateReader.Read(subject, await database.HashGetAllAsync(HealthKeys.State(subject)));
            return record is null && !isolated.ContainsKey(subject)
                ? null
                : (record ?? SubjectRecord.New(subject, now)) with { Isolation = isolated.GetValueOrDefault(subject) };
        }));
        return new(now, records.OfType<SubjectRecord>().ToImmutableDictionary(static record => record.Subject)) { Generation = answer[1] };
    }
}
