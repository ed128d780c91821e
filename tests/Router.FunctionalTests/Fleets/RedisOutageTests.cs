using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Routing.Health;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

public sealed class RedisOutageTests
{
    [Theory, EveryRedis]
    public async Task While_Redis_is_away_the_last_view_and_own_observations_decide_and_its_return_heals(RedisKind kind)
    {
        var port = FreePort.Next();
        var redis = await RedisServer.StartAsync(kind, port: port);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 1, TimeProvider.System);
        await IsolateSecondAsync(fleet);
        await redis.DisposeAsync();

        await AssertGoesOnAloneAsync(fleet);

        await using var again = await RedisServer.StartAsync(kind, port: port);
        await AssertHealsAsync(fleet);

        // The new server knows nothing, but for what the router told it.
        await Eventually.Is(async () => (await fleet.ReadAsync()).Find(HealthSubject.Of(fleet.Second))?.Isolation?.Reason == "Told by the test.");
    }

    [Theory, EveryRedis]
    public async Task While_Redis_is_paused_the_last_view_and_own_observations_decide_and_its_return_heals(RedisKind kind)
    {
        await using var redis = await RedisServer.StartAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 1, TimeProvider.System);
        await IsolateSecondAsync(fleet);
        redis.Pause();
        try
        {
            await AssertGoesOnAloneAsync(fleet);
        }
        finally
        {
            redis.Resume();
        }

        await AssertHealsAsync(fleet);
    }

    [Theory, EveryRedis]
    public async Task A_wiped_Redis_learns_anew_and_what_operators_took_out_stays_out(RedisKind kind)
    {
        await using var redis = await RedisServer.StartAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 2, TimeProvider.System);
        await IsolateSecondAsync(fleet);
        await Eventually.Is(() => fleet.Routers.TrueForAll(router => IsSecondIsolated(fleet, router)));

        await redis.WipeAsync();

        await Eventually.Is(() => fleet.Routers.TrueForAll(router => router.Services.GetRequiredService<Sharing>().Losses > 0));
        Assert.All(fleet.Routers, router => Assert.True(IsSecondIsolated(fleet, router)));
        await Eventually.Is(() => fleet.Routers.TrueForAll(router => router.Log.Lines.Any(line => line.Event.Id == 632)));
        await Eventually.Is(async () =>
        {
            Assert.Equal(HttpStatusCode.OK, (await fleet.Router.Http.ChatAsync()).StatusCode);
            var reading = await fleet.ReadAsync();
            return reading.Find(HealthSubject.Of(fleet.First))?.Samples > 0 && reading.Find(HealthSubject.Of(fleet.Second))?.Isolation is not null;
        });
    }

    private static async Task IsolateSecondAsync(Fleet fleet)
    {
        await Patiently.TellAsync(() => fleet.Circuits.IsolateAsync(HealthSubject.Of(fleet.Second), "Told by the test.", "test", default));
        await Eventually.Is(() => IsSecondIsolated(fleet, fleet.Router));
    }

    private static bool IsSecondIsolated(Fleet fleet, RouterUnderTest router) =>
        router.Services.GetRequiredService<CurrentHealth>().View.For(fleet.Second).Circuit is CircuitState.Isolated;

    private static async Task AssertGoesOnAloneAsync(Fleet fleet)
    {
        await Eventually.Is(async () => (await HealthAsync(fleet)).Contains("own observations have decided", StringComparison.Ordinal));
        await Eventually.Is(() => fleet.Router.Log.Lines.Any(line => line.Event.Id == 210));
        Assert.Equal(0, Shared(fleet.Router));

        // The last view: what was taken out stays out.
        Assert.Equal(fleet.First.Provider.Value, (await fleet.Router.Http.ChatAsync()).Header("x-routing-provider"));
        Assert.True(IsSecondIsolated(fleet, fleet.Router));

        // Own observations: failures show without Redis.
        fleet.FirstUpstream.Replies(500);
        await fleet.Router.Http.ChatAsync();
        await Eventually.Is(() => fleet.State(fleet.Router) is { Score: < 100, Cause: not null });
    }

    // As whoever reads metrics sees it. Other routers of this process have a gauge of the same name.
    private static double? Shared(RouterUnderTest router)
    {
        var factory = router.Services.GetRequiredService<IMeterFactory>();
        double? shared = null;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (ReferenceEquals(instrument.Meter.Scope, factory) && instrument.Name == "routing.router.health.shared")
                {
                    listener.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((_, value, _, _) => shared = value);
        listener.Start();
        listener.RecordObservableInstruments();
        return shared;
    }

    private static async Task AssertHealsAsync(Fleet fleet)
    {
        await Eventually.Is(async () => !(await HealthAsync(fleet)).Contains("own observations have decided", StringComparison.Ordinal));
        await Eventually.Is(async () =>
        {
            await fleet.Router.Http.ChatAsync();
            return (await fleet.ReadAsync()).Find(HealthSubject.Of(fleet.First))?.Samples > 0;
        });
        await Eventually.Is(() => fleet.Router.Log.Lines.Any(line => line.Event.Id == 211));
    }

    private static async Task<string> HealthAsync(Fleet fleet) => await (await fleet.Router.Http.GetAsync("/health")).Content.ReadAsStringAsync();
}
