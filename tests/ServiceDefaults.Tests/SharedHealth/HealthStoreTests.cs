using Routing.Catalog;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class HealthStoreTests : IAsyncLifetime
{
    private readonly HealthSubject _subject = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));
    private ConnectionMultiplexer _connection = null!;
    private RedisGate _gate = null!;
    private HealthStore _store = null!;

    public async Task InitializeAsync()
    {
        var server = await RedisServer.SharedAsync();
        _connection = await ConnectionMultiplexer.ConnectAsync(server.ConnectionString);
        _gate = new RedisGate(_connection, TimeProvider.System);
        _store = new HealthStore(_gate, TimeProvider.System);
    }

    public async Task DisposeAsync()
    {
        _gate.Dispose();
        await _connection.CloseAsync();
    }

    [Fact]
    public async Task A_subject_never_observed_is_not_listed()
    {
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Failures_lower_the_score_and_name_the_cause()
    {
        await _store.RecordAsync(Failed() with { Cause = "no connection" }, default);
        var once = await ReadAsync();
        await _store.RecordAsync(Failed() with { Cause = "no answer in time" }, default);
        var twice = await ReadAsync();

        Assert.Equal((50, "no connection"), (once!.Score, once.Cause));
        Assert.Equal((33, "no answer in time"), (twice!.Score, twice.Cause));
    }

    [Fact]
    public async Task Successes_raise_the_score_again()
    {
        await _store.RecordAsync(Failed() with { Failures = 3 }, default);
        var down = await ReadAsync();
        await _store.RecordAsync(Succeeded() with { Successes = 9 }, default);
        var recovering = await ReadAsync();

        Assert.Equal(25, down!.Score);
        Assert.Equal(77, recovering!.Score);
    }

    [Fact]
    public async Task Older_observations_weigh_less()
    {
        await _store.RecordAsync(Failed() with { Failures = 10, Age = TimeSpan.FromMinutes(15) }, default);
        await _store.RecordAsync(Succeeded() with { Successes = 10 }, default);

        var health = await ReadAsync();

        // Three half-lives leave 1.25 of ten failures.
        Assert.Equal(90, health!.Score);
        Assert.Equal(11.25, health.Samples, 1);
    }

    [Fact]
    public async Task Trust_grows_with_the_number_of_observations()
    {
        await _store.RecordAsync(Succeeded() with { Successes = 4 }, default);

        Assert.Equal(0.5, (await ReadAsync())!.Confidence, 2);
    }

    [Fact]
    public async Task Latency_is_the_mean_of_what_went_well()
    {
        await _store.RecordAsync(Succeeded() with { Successes = 3, Latency = TimeSpan.FromMilliseconds(300) }, default);
        await _store.RecordAsync(Succeeded() with { Latency = TimeSpan.FromMilliseconds(500) }, default);
        await _store.RecordAsync(Failed(), default);

        Assert.Equal(200, (await ReadAsync())!.Latency!.Value.TotalMilliseconds, 0.5);
    }

    [Fact]
    public async Task Time_to_the_first_content_is_the_mean_of_those_timed()
    {
        await _store.RecordAsync(Succeeded() with { Latency = TimeSpan.FromSeconds(5) }, default);
        Assert.Null((await ReadAsync())!.FirstContent);

        await _store.RecordAsync(Succeeded() with { Successes = 3, FirstContents = 2, FirstContent = TimeSpan.FromMilliseconds(300) }, default);
        await _store.RecordAsync(Succeeded() with { FirstContents = 1, FirstContent = TimeSpan.FromMilliseconds(600) }, default);

        Assert.Equal(300, (await ReadAsync())!.FirstContent!.Value.TotalMilliseconds, 0.5);
    }

    [Fact]
    public async Task The_longest_cooldown_asked_for_holds()
    {
        await _store.RecordAsync(Failed() with { Cooldown = TimeSpan.FromMinutes(2) }, default);
        await _store.RecordAsync(Failed() with { Cooldown = TimeSpan.FromSeconds(5) }, default);

        var reading = await _store.ReadAllAsync(default);
        var until = reading.Subjects.Single(state => state.Subject == _subject).CoolingUntil;

        Assert.InRange(until!.Value - reading.At, TimeSpan.FromSeconds(90), TimeSpan.FromMinutes(2));
    }

    [Fact]
    public async Task The_last_observer_says_when_it_looks_again()
    {
        await _store.RecordAsync(Succeeded() with { NextProbe = TimeSpan.FromMinutes(1) }, default);
        await _store.RecordAsync(Succeeded() with { NextProbe = TimeSpan.FromHours(1), Age = TimeSpan.FromMinutes(1) }, default);

        var health = await ReadAsync();

        Assert.Equal(health!.ObservedAt + TimeSpan.FromMinutes(1), health.NextProbe);
    }

    [Fact]
    public async Task Readers_hear_of_each_change()
    {
        var heard = new TaskCompletionSource();
        await _store.SubscribeAsync(subject => { if (subject == _subject) { heard.TrySetResult(); } }, default);

        await _store.RecordAsync(Succeeded(), default);

        await heard.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task State_expires_an_hour_after_the_last_observation()
    {
        await _store.RecordAsync(Succeeded(), default);

        var expiry = await _connection.GetDatabase().KeyTimeToLiveAsync(HealthKeys.State(_subject));

        Assert.InRange(expiry!.Value, TimeSpan.FromMinutes(59), TimeSpan.FromMinutes(60));
    }

    [Fact]
    public async Task Subjects_not_observed_for_an_hour_are_forgotten()
    {
        var other = HealthSubject.Of(new ProviderId($"p-{Guid.NewGuid():N}"));
        await _store.RecordAsync(Succeeded() with { Age = TimeSpan.FromMinutes(61) }, default);
        await _store.RecordAsync(Succeeded() with { Subject = other }, default);

        Assert.Null(await _connection.GetDatabase().SortedSetScoreAsync(HealthKeys.Subjects, _subject.ToString()));
        Assert.Null(await ReadAsync());
    }

    [Fact]
    public async Task Deployments_are_kept_apart_from_their_provider()
    {
        var deployment = new DeploymentId(_subject.Provider, "org/model-1");
        await _store.RecordAsync(Failed(), default);
        await _store.RecordAsync(Succeeded() with { Subject = HealthSubject.Of(deployment) }, default);

        var scores = (await _store.ReadAllAsync(default)).Subjects
            .Where(state => state.Subject.Provider == _subject.Provider)
            .ToDictionary(state => state.Subject.Model ?? "", state => state.Score);

        Assert.Equal(new Dictionary<string, int> { [""] = 50, ["org/model-1"] = 100 }, scores);
    }

    private HealthObservation Succeeded() => new() { Subject = _subject, Successes = 1 };

    private HealthObservation Failed() => new() { Subject = _subject, Failures = 1, Cause = "down" };

    private async Task<SubjectHealth?> ReadAsync() =>
        (await _store.ReadAllAsync(default)).Subjects.SingleOrDefault(state => state.Subject == _subject);
}
