using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.SharedHealth;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class HealthStoreTests
{
    [Theory, EveryRedis]
    public async Task A_subject_never_observed_is_not_listed(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        Assert.Null(await health.ReadAsync());
    }

    [Theory, EveryRedis]
    public async Task Failures_lower_the_score_and_name_the_cause(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Cause = "no connection" }, default);
        var once = await health.ReadAsync();
        await health.Store.RecordAsync(health.Failed with { Cause = "no answer in time" }, default);
        var twice = await health.ReadAsync();

        // The first failure fades while the second is on its way, by a hundredth in four seconds.
        Assert.Equal("no connection", once!.Cause);
        Assert.InRange(once.Score, 50, 52);
        Assert.Equal("no answer in time", twice!.Cause);
        Assert.InRange(twice.Score, 33, 36);
    }

    [Theory, EveryRedis]
    public async Task Successes_raise_the_score_again(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Failures = 3 }, default);
        var down = await health.ReadAsync();
        await health.Store.RecordAsync(health.Succeeded with { Successes = 9 }, default);
        var recovering = await health.ReadAsync();

        Assert.InRange(down!.Score, 25, 27);
        Assert.InRange(recovering!.Score, 77, 80);
    }

    [Theory, EveryRedis]
    public async Task Older_observations_weigh_less(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Failures = 10, Age = TimeSpan.FromMinutes(15) }, default);
        await health.Store.RecordAsync(health.Succeeded with { Successes = 10 }, default);

        var found = await health.ReadAsync();

        // Three half-lives leave 1.25 of ten failures.
        Assert.InRange(found!.Score, 89, 91);
        Assert.Equal(11.25, found.Samples, 0.75);
    }

    [Theory, EveryRedis]
    public async Task Trust_grows_with_the_number_of_observations(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Succeeded with { Successes = 4 }, default);

        Assert.Equal(0.5, (await health.ReadAsync())!.Confidence, tolerance: 0.03);
    }

    [Theory, EveryRedis]
    public async Task Latency_is_the_mean_of_what_went_well(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Succeeded with { Successes = 3, Latency = TimeSpan.FromMilliseconds(300) }, default);
        await health.Store.RecordAsync(health.Succeeded with { Latency = TimeSpan.FromMilliseconds(500) }, default);
        await health.Store.RecordAsync(health.Failed, default);

        Assert.Equal(200, (await health.ReadAsync())!.Latency!.Value.TotalMilliseconds, tolerance: 5);
    }

    [Theory, EveryRedis]
    public async Task Time_to_the_first_content_is_the_mean_of_those_timed(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Succeeded with { Latency = TimeSpan.FromSeconds(5) }, default);
        Assert.Null((await health.ReadAsync())!.FirstContent);

        await health.Store.RecordAsync(health.Succeeded with { Successes = 3, FirstContents = 2, FirstContent = TimeSpan.FromMilliseconds(300) }, default);
        await health.Store.RecordAsync(health.Succeeded with { FirstContents = 1, FirstContent = TimeSpan.FromMilliseconds(600) }, default);

        Assert.Equal(300, (await health.ReadAsync())!.FirstContent!.Value.TotalMilliseconds, tolerance: 7);
    }

    [Theory, EveryRedis]
    public async Task An_answer_within_a_fraction_of_a_millisecond_is_no_answer_within_none(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(
            health.Succeeded with { Latency = TimeSpan.FromMicroseconds(250), FirstContents = 1, FirstContent = TimeSpan.FromMicroseconds(125) }, default);

        var read = (await health.ReadAsync())!;
        Assert.Equal(0.25, read.Latency!.Value.TotalMilliseconds, 0.005);
        Assert.Equal(0.125, read.FirstContent!.Value.TotalMilliseconds, 0.005);
    }

    [Theory, EveryRedis]
    public async Task The_longest_cooldown_asked_for_holds(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Cooldown = TimeSpan.FromMinutes(2) }, default);
        await health.Store.RecordAsync(health.Failed with { Cooldown = TimeSpan.FromSeconds(5) }, default);

        var reading = await health.Store.ReadAllAsync(default);
        var until = reading.Subjects.Single(state => state.Subject == health.Subject).CoolingUntil;

        Assert.InRange(until!.Value - reading.At, TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(2));
    }

    [Theory, EveryRedis]
    public async Task The_last_observer_says_when_it_looks_again(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Succeeded with { NextProbe = TimeSpan.FromMinutes(1) }, default);
        await health.Store.RecordAsync(health.Succeeded with { NextProbe = TimeSpan.FromHours(1), Age = TimeSpan.FromMinutes(1) }, default);

        var found = await health.ReadAsync();

        Assert.Equal(found!.ObservedAt + TimeSpan.FromMinutes(1), found.NextProbe);
    }

    [Theory, EveryRedis]
    public async Task Readers_hear_of_each_change(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        var heard = new TaskCompletionSource();
        await health.Store.SubscribeAsync(subject => { if (subject == health.Subject) { heard.TrySetResult(); } }, default);

        await health.Store.RecordAsync(health.Succeeded, default);

        await heard.Task.WaitAsync(TimeSpan.FromMinutes(3));
    }

    [Theory, EveryRedis]
    public async Task State_expires_an_hour_after_the_last_observation(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Succeeded, default);

        var expiry = await health.Connection.GetDatabase().KeyTimeToLiveAsync(HealthKeys.State(health.Subject));

        Assert.InRange(expiry!.Value, TimeSpan.FromMinutes(55), TimeSpan.FromMinutes(60));
    }

    [Theory, EveryRedis]
    public async Task Subjects_not_observed_for_an_hour_are_forgotten(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        var other = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));
        await health.Store.RecordAsync(health.Succeeded with { Age = TimeSpan.FromMinutes(61) }, default);
        await health.Store.RecordAsync(health.Succeeded with { Subject = other }, default);

        Assert.Null(await health.Connection.GetDatabase().SortedSetScoreAsync(HealthKeys.Subjects, health.Subject.ToString()));
        Assert.Null(await health.ReadAsync());
    }

    [Theory, EveryRedis]
    public async Task Deployments_are_kept_apart_from_their_provider(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        var deployment = new DeploymentId(health.Subject.Provider, "org/model-1");
        await health.Store.RecordAsync(health.Failed, default);
        await health.Store.RecordAsync(health.Succeeded with { Subject = HealthSubject.Of(deployment) }, default);

        var scores = (await health.Store.ReadAllAsync(default)).Subjects
            .Where(state => state.Subject.Provider == health.Subject.Provider)
            .ToDictionary(state => state.Subject.Model ?? "", state => state.Score);

        Assert.Equal(["", "org/model-1"], scores.Keys.Order(StringComparer.Ordinal));
        Assert.InRange(scores[""], 50, 52);
        Assert.Equal(100, scores["org/model-1"]);
    }
}
