using System.Globalization;
using ServiceDefaults.Redis;
using StackExchange.Redis;

namespace ServiceDefaults.SharedHealth;

/// <summary>The health that routers and workers share in Redis.</summary>
/// <remarks>
/// Calls fail with <see cref="RedisException"/> or <see cref="TimeoutException"/> while Redis is away
/// (<see cref="RedisFailure.IsOutage"/>), and with <see cref="UnusableRedisException"/> where it loses updates.
/// </remarks>
public sealed class HealthStore(RedisGate redis, TimeProvider time)
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Retention = TimeSpan.FromHours(1);
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(2);
    private static readonly string Record = Script.Load("SharedHealth/record.lua");
    private static readonly string Subjects = Script.Load("SharedHealth/subjects.lua");

    /// <summary>Merges an observation and tells the readers. What arrives late or out of order counts by when it was observed.</summary>
    public async Task RecordAsync(HealthObservation observation, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(observation);
        await redis.AdmitAsync(cancellationToken);
        var database = redis.Connection.GetDatabase();
        await database.ScriptEvaluateAsync(
            Record,
            [HealthKeys.State(observation.Subject), HealthKeys.Subjects],
            [
                observation.Subject.ToString(),
                Milliseconds(observation.Age),
                Milliseconds(HalfLife),
                Milliseconds(Retention),
                observation.Successes,
                observation.Failures,
                Milliseconds(observation.Latency),
                observation.Cause ?? "",
                Milliseconds(observation.Cooldown),
                Milliseconds(observation.NextProbe),
                observation.FirstContents,
                Milliseconds(observation.FirstContent),
            ]).WaitAsync(Deadline, time, cancellationToken);

        // A reader that misses it finds the change at its next full read.
        await database.PublishAsync(HealthKeys.Changes, observation.Subject.ToString(), CommandFlags.FireAndForget)
            .WaitAsync(Deadline, time, cancellationToken);
    }

    /// <summary>Reads everything observed within the last hour.</summary>
    public async Task<HealthReading> ReadAllAsync(CancellationToken cancellationToken)
    {
        await redis.AdmitAsync(cancellationToken);
        return await ReadAllAsync(redis.Connection.GetDatabase()).WaitAsync(Deadline, time, cancellationToken);
    }

    /// <summary>Calls back with each subject that anybody records, from a thread of the Redis client, until the connection ends.</summary>
    public async Task SubscribeAsync(Action<HealthSubject> changed, CancellationToken cancellationToken) =>
        await redis.Connection.GetSubscriber().SubscribeAsync(
            HealthKeys.Changes,
            (_, message) =>
            {
                if (HealthSubject.TryParse(message, out var subject))
                {
                    changed(subject.Value);
                }
            }).WaitAsync(Deadline, time, cancellationToken);

    private static async Task<HealthReading> ReadAllAsync(IDatabase database)
    {
        var answer = (string[])(await database.ScriptEvaluateAsync(Subjects, [HealthKeys.Subjects], [Milliseconds(Retention)]))!;
        var now = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(answer[0], CultureInfo.InvariantCulture));

        // The client sends these without waiting in between.
        var states = await Task.WhenAll(answer.Skip(1).Select(async text =>
            HealthSubject.TryParse(text, out var subject)
                ? SubjectHealthReader.Read(subject.Value, await database.HashGetAllAsync(HealthKeys.State(subject.Value)), now, HalfLife)
                : null));
        return new(now, [.. states.OfType<SubjectHealth>().OrderBy(state => state.Subject.ToString(), StringComparer.Ordinal)]);
    }

    private static RedisValue Milliseconds(TimeSpan? duration) =>
        duration?.TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture) ?? "";
}
