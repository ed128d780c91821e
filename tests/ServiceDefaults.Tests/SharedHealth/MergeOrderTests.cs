using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class MergeOrderTests
{
    private const int Replicas = 4;

    [Theory, EveryRedis]
    public async Task Observations_merged_in_any_order_give_the_same_health(RedisKind kind)
    {
        for (var seed = 1; seed <= 5; seed++)
        {
            await MergeInAnyOrderAsync(kind, new Random(seed));
        }
    }

    private static async Task MergeInAnyOrderAsync(RedisKind kind, Random random)
    {
        var observations = Enumerable.Range(0, 40).Select(i => Any(random, i)).ToArray();

        var inOrder = await MergeAsync(kind, observations);
        var reversed = await MergeAsync(kind, [.. observations.Reverse()]);
        random.Shuffle(observations);
        var racing = await RaceAsync(kind, observations);

        AssertSame(inOrder, reversed);
        AssertSame(inOrder, racing);
        AssertSame(inOrder, Pure(observations));
    }

    // What the scripts compute in the server is what the rules say.
    private static SubjectHealth Pure(HealthObservation[] observations)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        var record = observations.Aggregate(SubjectRecord.New(default, now), (record, observation) => record.Merge(observation, now));
        var health = SubjectHealth.Of(record, now);
        return health with { CoolingUntil = TimeProvider.System.GetUtcNow() + (health.CoolingUntil - now) };
    }

    // Ages are far apart against the half-life, so that a merge that minds the order would be far off.
    private static HealthObservation Any(Random random, int index) => new()
    {
        Subject = default,
        Age = TimeSpan.FromSeconds((40 * ((index * 17) % 40)) + random.Next(0, 20)),
        Successes = random.Next(0, 20),
        Failures = random.Next(0, 20),
        Latency = TimeSpan.FromMilliseconds(random.Next(0, 20_000)),
        FirstContents = random.Next(0, 20),
        FirstContent = TimeSpan.FromMilliseconds(random.Next(0, 9_000)),
        Cause = $"cause {random.Next(1000)}",
        Cooldown = random.Next(2) == 0 ? null : TimeSpan.FromMinutes(random.Next(60, 600)),
    };

    private static void AssertSame(SubjectHealth expected, SubjectHealth actual)
    {
        // The runs are a moment apart, and the moment fades what they merged.
        Assert.Equal(expected.Samples, actual.Samples, tolerance: expected.Samples * 0.02);
        Assert.InRange(actual.Score, expected.Score - 1, expected.Score + 1);
        Assert.Equal(expected.Latency!.Value.TotalMilliseconds, actual.Latency!.Value.TotalMilliseconds, tolerance: 1);
        Assert.Equal(expected.FirstContent!.Value.TotalMilliseconds, actual.FirstContent!.Value.TotalMilliseconds, tolerance: 1);
        Assert.Equal(expected.Cause, actual.Cause);
        Assert.InRange(
            actual.CoolingUntil!.Value - expected.CoolingUntil!.Value, TimeSpan.FromSeconds(-5), TimeSpan.FromSeconds(5));
    }

    private static Task<SubjectHealth> MergeAsync(RedisKind kind, HealthObservation[] observations) => RunAsync(kind, 1, async stores =>
    {
        foreach (var observation in observations)
        {
            await stores[0](observation);
        }
    });

    private static Task<SubjectHealth> RaceAsync(RedisKind kind, HealthObservation[] observations) => RunAsync(kind, Replicas, stores =>
        Task.WhenAll(observations.Select((observation, i) => stores[i % Replicas](observation))));

    private static async Task<SubjectHealth> RunAsync(RedisKind kind, int replicas, Func<Func<HealthObservation, Task>[], Task> record)
    {
        var subject = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));
        var server = await RedisServer.SharedAsync(kind);
        var connections = await Task.WhenAll(
            Enumerable.Range(0, replicas).Select(_ => ConnectionMultiplexer.ConnectAsync(server.ConnectionString)));
        try
        {
            var gates = connections.Select(connection => new RedisGate(connection, TimeProvider.System)).ToArray();
            var stores = gates.Select(gate => new HealthStore(gate, TimeProvider.System)).ToArray();
            await record([.. stores.Select<HealthStore, Func<HealthObservation, Task>>(store =>
                observation => store.RecordAsync(observation with { Subject = subject }, default))]);
            return (await stores[0].ReadAllAsync(default)).Subjects.Single(state => state.Subject == subject);
        }
        finally
        {
            await Task.WhenAll(connections.Select(connection => connection.CloseAsync()));
        }
    }
}
