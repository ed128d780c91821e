using Router.FunctionalTests.Running;
using Routing.Health;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

public sealed class SharedCircuitTests
{
    [Theory, EveryRedis]
    public async Task Failures_that_several_routers_see_open_the_circuit_for_all_of_them(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2, "--Router:Cooldown:AfterFailures=1000");
        fleet.FirstUpstream.For().Always(Reply.Error(500));

        // No router alone sees enough of them.
        await Eventually.Is(async () =>
        {
            await Task.WhenAll(fleet.Routers.Select(router => router.Http.ChatAsync()));
            return await fleet.AllSeeAsync(CircuitState.Open);
        });

        // One of them opened it. Where its pause has passed meanwhile, a trial that failed has opened it again.
        await Eventually.Is(() => fleet.Routers.Exists(HasOpenedIt));
        Assert.Single(fleet.Routers, HasOpenedIt);

        // Where its pause of some seconds has passed meanwhile, there is one trial more, and another pause.
        await Eventually.Is(async () =>
        {
            var before = fleet.FirstUpstream.Counters.Requests;
            var answers = await Task.WhenAll(fleet.Routers.Select(router => router.Http.ChatAsync()));
            return Array.TrueForAll(answers, answer => answer.Header("x-routing-provider") == fleet.Second.Provider.Value)
                && fleet.FirstUpstream.Counters.Requests == before;
        });

        static bool HasOpenedIt(RouterUnderTest router) =>
            router.Log.Lines.Any(static line => line.Event.Id == 630 && line.Message.Contains("of its latest calls failed", StringComparison.Ordinal));
    }

    [Theory, EveryRedis]
    public async Task One_request_of_all_routers_is_the_trial_while_the_others_go_elsewhere(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 3);
        fleet.FirstUpstream.For().Always(Reply.Hang());
        await fleet.MakeDueAsync();
        var before = fleet.FirstUpstream.Counters.Requests;
        using var hangUp = new CancellationTokenSource();

        var requests = fleet.Routers.SelectMany(router => Enumerable.Range(0, 8).Select(_ => router.Http.PostJsonAsync(Chats.Body(), hangUp.Token))).ToList();
        await Eventually.Is(() => requests.Count(request => request.IsCompleted) == requests.Count - 1);

        Assert.Equal(before + 1, fleet.FirstUpstream.Counters.Requests);
        foreach (var request in requests.Where(request => request.IsCompleted))
        {
            Assert.Equal(fleet.Second.Provider.Value, (await request).Header("x-routing-provider"));
        }

        await hangUp.CancelAsync();
    }

    [Theory, EveryRedis]
    public async Task A_trial_that_goes_well_closes_the_circuit_for_all(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2);
        await fleet.MakeDueAsync();

        Assert.Equal(fleet.First.Provider.Value, (await fleet.Router.Http.ChatAsync()).Header("x-routing-provider"));

        await Eventually.Is(() => fleet.AllSeeAsync(CircuitState.Closed));
        Assert.Equal("closed", (await Patiently.AskAsync(() => fleet.Circuits.HistoryAsync(HealthSubject.Of(fleet.First), default)))[0].What);
    }

    [Theory, EveryRedis]
    public async Task A_trial_that_fails_opens_the_circuit_for_twice_as_long(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2);
        fleet.FirstUpstream.For().Always(Reply.Error(503));
        await fleet.MakeDueAsync();

        await fleet.Router.Http.ChatAsync();

        await Eventually.Is(() => fleet.AllSeeAsync(CircuitState.Open));
        await Eventually.Is(async () => (await fleet.ReadAsync()).Find(HealthSubject.Of(fleet.First))!.Circuit is { Openings: 2, Trial: null });
        await Eventually.Is(() => fleet.State(fleet.Routers[1]).Cause?.StartsWith("A trial failed.", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_trial_whose_caller_hangs_up_shows_nothing_and_the_next_request_tries()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2);
        fleet.FirstUpstream.Replies(Reply.Hang());
        await fleet.MakeDueAsync();
        var before = fleet.FirstUpstream.Counters.Requests;
        using (var hangUp = new CancellationTokenSource())
        {
            var request = fleet.Router.Http.PostJsonAsync(Chats.Body(), hangUp.Token);
            await Eventually.Is(() => fleet.FirstUpstream.Counters.Requests == before + 1);
            await hangUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        }

        await Eventually.Is(async () => (await fleet.Routers[1].Http.ChatAsync()).Header("x-routing-provider") == fleet.First.Provider.Value);
        await Eventually.Is(() => fleet.AllSeeAsync(CircuitState.Closed));
    }

    [Fact]
    public async Task What_one_router_alone_fails_to_reach_the_others_go_on_using()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2, "--Router:Cooldown:Initial=00:05:00");
        var subject = HealthSubject.Of(fleet.First);

        // Others serve it well all the time; the row of failures is this router's.
        await fleet.RecordAsync(new() { Subject = subject, Successes = 50 });
        fleet.FirstUpstream.Replies(500).Then(500).Then(500);
        for (var i = 0; i < 3; i++)
        {
            await fleet.Router.Http.ChatAsync();
        }

        await Eventually.Is(() => fleet.State(fleet.Router).CoolingUntil is not null);
        Assert.Equal(fleet.Second.Provider.Value, (await fleet.Router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(fleet.First.Provider.Value, (await fleet.Routers[1].Http.ChatAsync()).Header("x-routing-provider"));
        Assert.Equal(CircuitState.Closed, fleet.State(fleet.Routers[1]).Circuit);
    }
}
