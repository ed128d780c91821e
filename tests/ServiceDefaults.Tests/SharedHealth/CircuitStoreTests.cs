using Routing.Health;
using ServiceDefaults.SharedHealth;
using TestKit.Redis;

namespace ServiceDefaults.Tests.SharedHealth;

public sealed class CircuitStoreTests
{
    private static readonly CircuitTurn Opens = new(Opens: true, TimeSpan.FromMinutes(1), 1, "It failed.");
    private static readonly CircuitTurn OpensAtOnceForATrial = Opens with { For = TimeSpan.Zero };

    [Theory, EveryRedis]
    public async Task Of_many_who_see_the_same_one_turns_the_circuit(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await using var other = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Failures = 9 }, default);

        var turned = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            (i % 2 == 0 ? health : other).Circuits.TurnAsync(health.Subject, version: 0, Opens, default)));

        Assert.Single(turned, true);
        var circuit = (await health.ReadRecordAsync())!.Circuit;
        Assert.Equal((true, 1L, 1, "It failed."), (circuit.IsOpen, circuit.Version, circuit.Openings, circuit.Cause));
        Assert.Equal(["opened"], (await health.Circuits.HistoryAsync(health.Subject, default)).Select(entry => entry.What));
    }

    [Theory, EveryRedis]
    public async Task Failures_one_after_another_make_a_run_whatever_their_order(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        foreach (var minutes in new[] { 20, 50, 10, 40, 30 })
        {
            Assert.False((await health.ReadRecordAsync())?.Run.IsLong ?? false);
            await health.Store.RecordAsync(health.Failed with { Age = TimeSpan.FromMinutes(minutes) }, default);
        }

        var record = (await health.ReadRecordAsync())!;
        Assert.True(record.Run.IsLong);
        Assert.StartsWith("Its latest 5 calls failed", CircuitRules.Judge(record, record.At + TimeSpan.FromMinutes(10))!.Cause, StringComparison.Ordinal);

        await health.Store.RecordAsync(health.Succeeded with { Age = TimeSpan.FromMinutes(55) }, default);
        Assert.True((await health.ReadRecordAsync())!.Run.IsLong);
        await health.Store.RecordAsync(health.Succeeded with { Age = TimeSpan.FromMinutes(45) }, default);
        Assert.False((await health.ReadRecordAsync())!.Run.IsLong);
    }

    [Theory, EveryRedis]
    public async Task A_turn_leaves_what_the_rules_say(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Store.RecordAsync(health.Failed with { Failures = 9 }, default);
        var failing = await health.ReadRecordAsync();
        var turn = CircuitRules.Judge(failing!, failing!.At)!;

        Assert.True(await health.Circuits.TurnAsync(health.Subject, failing.Circuit.Version, turn, default));
        AssertSame(failing.Turn(turn, failing.At), (await health.ReadRecordAsync())!);

        var open = (await health.ReadRecordAsync())!;
        var closing = CircuitRules.Tried(open.Circuit, fault: null, open.At);
        Assert.True(await health.Circuits.TurnAsync(health.Subject, open.Circuit.Version, closing, default));
        AssertSame(open.Turn(closing, open.At), (await health.ReadRecordAsync())!);
        Assert.Equal(100, (await health.ReadAsync())!.Score);
    }

    [Theory, EveryRedis]
    public async Task One_at_a_time_has_the_trial_and_nobody_before_it_is_due(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Circuits.TurnAsync(health.Subject, version: 0, Opens, default);
        Assert.False(await health.Circuits.TryTrialAsync(health.Subject, "early", default));

        await health.Circuits.TurnAsync(health.Subject, version: 1, OpensAtOnceForATrial, default);
        var taken = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => health.Circuits.TryTrialAsync(health.Subject, $"router-{i}", default)));

        Assert.Single(taken, true);
        var holder = $"router-{Array.IndexOf(taken, true)}";
        Assert.True(await health.Circuits.TryTrialAsync(health.Subject, holder, default), "the holder may hold on to it");
        Assert.Equal(CircuitState.Open, (await health.ReadAsync())!.State);

        await health.Circuits.GiveBackAsync(health.Subject, "another", default);
        Assert.Equal(CircuitState.Open, (await health.ReadAsync())!.State);
        await health.Circuits.GiveBackAsync(health.Subject, holder, default);
        Assert.Equal(CircuitState.HalfOpen, (await health.ReadAsync())!.State);
    }

    [Theory, EveryRedis]
    public async Task The_trial_of_a_router_that_is_gone_is_another_routers(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        await health.Circuits.TurnAsync(health.Subject, version: 0, OpensAtOnceForATrial, default);
        Assert.True(await health.Circuits.TryTrialAsync(health.Subject, "gone", default));

        // As it stands once the lease is over.
        await health.Connection.GetDatabase().HashSetAsync(HealthKeys.State(health.Subject), "trial_until", "1");

        Assert.True(await health.Circuits.TryTrialAsync(health.Subject, "next", default));
        Assert.False(await health.Circuits.TurnAsync(health.Subject, "gone", Opens, default));
        Assert.True(await health.Circuits.TurnAsync(health.Subject, "next", Opens with { Opens = false }, default));
        Assert.Equal(CircuitState.Closed, (await health.ReadAsync())!.State);
    }

    [Theory, EveryRedis]
    public async Task What_an_operator_takes_out_stays_out_until_it_is_put_back(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);

        await health.Circuits.IsolateAsync(health.Subject, "bad \"answers\"", "ana", default);
        var isolated = await health.ReadAsync();
        await health.Store.RecordAsync(health.Failed with { Failures = 9 }, default);
        await health.Circuits.ResetAsync(health.Subject, "mended", "ben", default);
        var back = await health.ReadAsync();

        Assert.Equal((CircuitState.Isolated, "bad \"answers\"", "ana"), (isolated!.State, isolated.Isolation!.Reason, isolated.Isolation.By));
        Assert.Equal((CircuitState.Closed, 100), (back!.State, back.Score));
        var history = await health.Circuits.HistoryAsync(health.Subject, default);
        Assert.Equal([("reset", "mended", "ben"), ("isolated", "bad \"answers\"", "ana")], history.Select(entry => (entry.What, entry.Cause, entry.By)));
    }

    [Theory, EveryRedis]
    public async Task A_history_keeps_its_latest_entries(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);

        for (var version = 0; version < 120; version++)
        {
            await health.Circuits.TurnAsync(health.Subject, version, Opens with { Cause = $"{version}" }, default);
        }

        var history = await health.Circuits.HistoryAsync(health.Subject, default);
        Assert.Equal((100, "119"), (history.Count, history[0].Cause));
    }

    [Theory, EveryRedis]
    public async Task A_server_that_has_lost_everything_has_another_name(RedisKind kind)
    {
        await using var server = await RedisServer.StartAsync(kind);
        await using var health = await StoreUnderTest.OpenAsync(server);
        await health.Store.RecordAsync(health.Succeeded, default);
        var before = await health.Store.ReadAllAsync(default);
        Assert.Equal(before.Generation, (await health.Store.ReadAllAsync(default)).Generation);

        await health.Connection.GetDatabase().ExecuteAsync("FLUSHALL");
        var after = await health.Store.ReadAsync(before, new HashSet<HealthSubject>(), default);

        Assert.NotEqual(before.Generation, after.Generation);
        Assert.Empty(after.Records);
    }

    [Theory, EveryRedis]
    public async Task A_word_restored_keeps_its_moment_and_yields_to_a_newer_one(RedisKind kind)
    {
        await using var health = await StoreUnderTest.OpenAsync(kind);
        var said = new Isolation("old word", "ana", DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_000));

        await health.Circuits.RestoreAsync(health.Subject, said, default);
        Assert.Equal(said, (await health.ReadAsync())!.Isolation);

        await health.Circuits.IsolateAsync(health.Subject, "new word", "ben", default);
        await health.Circuits.RestoreAsync(health.Subject, said, default);
        Assert.Equal("new word", (await health.ReadAsync())!.Isolation!.Reason);
    }

    // Moments differ by the time between two calls.
    private static void AssertSame(SubjectRecord expected, SubjectRecord actual)
    {
        var (wanted, found) = (expected.Circuit, actual.Circuit);
        Assert.Equal((wanted.Version, wanted.IsOpen, wanted.Openings, wanted.Cause, wanted.Trial), (found.Version, found.IsOpen, found.Openings, found.Cause, found.Trial));
        Assert.Equal(wanted.OpenUntil ?? default, found.OpenUntil ?? default, TimeSpan.FromSeconds(30));
        Assert.Equal(wanted.TurnedAt!.Value, found.TurnedAt!.Value, TimeSpan.FromSeconds(30));
        Assert.Equal(expected.Sums[0].Failed, actual.Sums[0].Failed, 3);
        Assert.Equal(expected.Cause, actual.Cause);
        Assert.Equal(expected.Run.IsLong, actual.Run.IsLong);
    }
}
