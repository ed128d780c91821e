using Router.FunctionalTests.Running;
using Routing.Health;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

/// <summary>Whom each kind of failure counts against, in the health that all routers share.</summary>
public sealed class SharedBlameTests
{
    private const string NoPause = "--Router:Cooldown:AfterFailures=1000";

    private static readonly string[] Impatient =
        ["--Router:Timeouts:FirstByte=00:00:01", "--Router:Timeouts:Idle=00:00:01", "--Router:Timeouts:Answer=00:00:01", NoPause];

    private static readonly (string Name, Reply Reply, bool Stream, bool Blamed)[] Rows =
    [
        ("400", Reply.Error(400), false, false),
        ("413", Reply.Error(413), false, false),
        ("422", Reply.Error(422), false, false),
        ("401", Reply.Error(401), false, false),
        ("402", Reply.Error(402), false, false),
        ("403", Reply.Error(403), false, false),
        ("404", Reply.Error(404), false, false),
        ("content declined", Reply.Json(new { error = new { message = "No.", code = "content_filter" } }, 400), false, false),
        ("408", Reply.Error(408), false, true),
        ("409", Reply.Error(409), false, true),
        ("429", Reply.Error(429), false, true),
        ("500", Reply.Error(500), false, true),
        ("503", Reply.Error(503), false, true),
        ("529", Reply.Error(529), false, true),
        ("malformed 200", Reply.Html(), false, true),
        ("malformed stream", Reply.MalformedAfter("Hel"), true, true),
        ("cut before content", Reply.CutAfter(), true, true),
        ("cut stream", Reply.CutAfter("Hel"), true, true),
    ];

    [Fact]
    public async Task Only_the_providers_own_faults_count_against_it()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 1, NoPause);
        var subject = HealthSubject.Of(fleet.First);
        foreach (var (name, reply, stream, blamed) in Rows)
        {
            await Patiently.TellAsync(() => fleet.Circuits.ResetAsync(subject, "the next row", "test", default));
            fleet.FirstUpstream.Replies(reply);
            await (await fleet.Router.Http.PostJsonAsync(Chats.Body(stream: stream))).Content.ReadAsStringAsync();

            // What is told after it has come, so has it.
            Assert.Equal(fleet.First.Provider.Value, (await fleet.Router.Http.ChatAsync()).Header("x-routing-provider"));
            await Eventually.Is(async () => await FindAsync(fleet) is { } record && record.Sums[0].Succeeded > 0.5);
            var found = (await FindAsync(fleet))!;
            Assert.True(blamed == found.Sums[0].Failed > 0.5, $"{name}: {found.Sums[0].Failed} failures");
            Assert.Equal(blamed, found.Cause is not null);
        }
    }

    [Fact]
    public async Task Silence_counts_against_it()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 1, Impatient);
        fleet.FirstUpstream.Replies(Reply.Hang());

        await (await fleet.Router.Http.PostJsonAsync(Chats.Body(stream: true))).Content.ReadAsStringAsync();

        await Eventually.Is(async () => await FindAsync(fleet) is { Cause: not null } record && record.Sums[0].Failed > 0.5);
    }

    [Fact]
    public async Task A_provider_that_takes_requests_and_never_answers_is_found_although_every_caller_gives_up_first()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2, Impatient);
        fleet.FirstUpstream.For().Always(Reply.Hang());

        await Eventually.Is(async () =>
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(400), TimeProvider.System);
            await Task.WhenAll(fleet.Routers.Select(router => GiveUpAsync(router, patience.Token)));
            return await fleet.AllSeeAsync(CircuitState.Open);
        });

        // Nobody is given more than a second here, be it ever so healthy.
        await Eventually.Is(async () =>
            (await fleet.Routers[1].Http.ChatAsync()).Headers.TryGetValues("x-routing-provider", out var served) && served.Single() == fleet.Second.Provider.Value);
    }

    [Fact]
    public async Task A_storm_of_callers_who_hang_up_moves_nothing()
    {
        var redis = await RedisServer.SharedAsync();
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 1);
        var queue = fleet.FirstUpstream.Replies(Reply.Hang());
        for (var i = 1; i < 40; i++)
        {
            queue = queue.Then(Reply.Hang());
        }

        using (var patience = new CancellationTokenSource())
        {
            var callers = Enumerable.Range(0, 40).Select(_ => GiveUpAsync(fleet.Router, patience.Token)).ToArray();
            await Eventually.Is(() => fleet.FirstUpstream.Counters.InFlight == 40);
            await patience.CancelAsync();
            await Task.WhenAll(callers);
        }

        await Eventually.Is(() => fleet.FirstUpstream.Counters.Aborts == 40);
        await Eventually.Is(async () =>
        {
            await fleet.Router.Http.ChatAsync();
            return (await FindAsync(fleet))?.Sums[0].Succeeded > 1.5;
        });
        var found = (await FindAsync(fleet))!;
        Assert.Equal(0, found.Sums[0].Failed);
        Assert.Equal((CircuitState.Closed, 0L), (found.Circuit.StateAt(found.At), found.Circuit.Version));
        Assert.Equal(100, fleet.State(fleet.Router).Score);
    }

    private static async Task<SubjectRecord?> FindAsync(Fleet fleet) =>
        (await fleet.ReadAsync()).Records.GetValueOrDefault(HealthSubject.Of(fleet.First));

    private static async Task GiveUpAsync(RouterUnderTest router, CancellationToken patience)
    {
        try
        {
            await router.Http.PostJsonAsync(Chats.Body(), patience);
        }
        catch (OperationCanceledException)
        {
            // As every caller does.
        }
    }
}
