using System.Diagnostics;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class MergeOrderTests
{
    private const int Replicas = 4;

    [Theory, EveryRedis]
    public async Task Observations_merged_in_any_order_give_the_same_health(RedisKind kind)
    {
        var server = await RedisServer.SharedAsync(kind);
        var connections = await Task.WhenAll(
            Enumerable.Range(0, Replicas).Select(_ => ConnectionMultiplexer.ConnectAsync(server.PatientConnectionString)));
        try
        {
            // A clock that stands still: the stores' deadlines do not strike on a busy machine.
            var clock = new FakeClock();
            var stores = connections.Select(connection => new HealthStore(new RedisGate(connection, clock), clock)).ToArray();
            await Task.WhenAll(stores.Select(store => store.ReadAllAsync(default)));
            for (var seed = 1; seed <= 5; seed++)
            {
                await MergeInAnyOrderAsync(stores, new Random(seed));
            }
        }
        finally
        {
            await Task.WhenAll(connections.Select(connection => connection.CloseAsync()));
        }
    }

    private static async Task MergeInAnyOrderAsync(HealthStore[] stores, Random random)
    {
        var observations = Enumerable.Range(0, 40).Select(i => Any(random, i)).ToArray();

        var inOrder = await MergeAsync(stores[0], observations);
        var reversed = await MergeAsync(stores[0], [.. observations.Reverse()]);
        random.Shuffle(observations);
        var racing = await RaceAsync(stores, observations);

        AssertSame(inOrder, reversed);
        AssertSame(inOrder, racing);
        AssertSame(inOrder, Pure(observations));
    }

    // What the scripts compute in the server is what the rules say.
    private static Merged Pure(HealthObservation[] observations)
    {
        var now = DateTimeOffset.UnixEpoch.AddYears(60);
        var record = observations.Aggregate(SubjectRecord.New(default, now), (record, observation) => record.Merge(observation, now));
        return new(SubjectHealth.Of(record, now), now, TimeSpan.Zero);
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

    private static void AssertSame(Merged expected, Merged actual)
    {
        // What a run merges fades meanwhile, at most by this factor: by little, unless the machine is busy.
        var moment = expected.Took + actual.Took;
        var fade = (1 / OutcomeSums.Left(moment, OutcomeSums.HalfLives[0])) - 1;
        var (wanted, found) = (expected.Health, actual.Health);
        Assert.Equal(wanted.Samples, found.Samples, tolerance: wanted.Samples * (0.001 + fade));
        Assert.Equal(wanted.Score, found.Score, tolerance: 1 + (100 * fade));
        AssertSame(wanted.Latency!.Value, found.Latency!.Value, fade);
        AssertSame(wanted.FirstContent!.Value, found.FirstContent!.Value, fade);
        Assert.Equal(wanted.Cause, found.Cause);
        var cooling = (actual.CoolingFor - expected.CoolingFor).Duration();
        Assert.True(cooling <= TimeSpan.FromSeconds(1) + moment, $"{cooling} apart after {moment}");
    }

    private static void AssertSame(TimeSpan wanted, TimeSpan found, double fade) =>
        Assert.Equal(wanted.TotalMilliseconds, found.TotalMilliseconds, tolerance: 1 + (wanted.TotalMilliseconds * fade));

    private static Task<Merged> MergeAsync(HealthStore store, HealthObservation[] observations) => RunAsync(store, async subject =>
    {
        foreach (var observation in observations)
        {
            await store.RecordAsync(observation with { Subject = subject }, default);
        }
    });

    private static Task<Merged> RaceAsync(HealthStore[] stores, HealthObservation[] observations) => RunAsync(stores[0], subject =>
        Task.WhenAll(observations.Select((observation, i) => stores[i % Replicas].RecordAsync(observation with { Subject = subject }, default))));

    private static async Task<Merged> RunAsync(HealthStore store, Func<HealthSubject, Task> record)
    {
        var subject = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));
        var took = Stopwatch.StartNew();
        await record(subject);
        var reading = await store.ReadAllAsync(default);
        return new(reading.Subjects.Single(state => state.Subject == subject), reading.At, took.Elapsed);
    }

    /// <summary>What a run came to, at which moment of the server, and how long the run was.</summary>
    private sealed record Merged(SubjectHealth Health, DateTimeOffset At, TimeSpan Took)
    {
        public TimeSpan CoolingFor => Health.CoolingUntil!.Value - At;
    }
}
