using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Feeds;
using Router.Grpc.Health;
using Routing.Decisions;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Fleets;

public sealed class SameViewTests
{
    private static readonly DateTimeOffset Moment = new(2026, 3, 14, 12, 0, 0, TimeSpan.Zero);

    [Theory, EveryRedis]
    public async Task Three_routers_under_live_outcomes_come_to_the_same_view_and_the_same_decision(RedisKind kind)
    {
        var redis = await RedisServer.SharedAsync(kind);
        await using var fleet = await Fleet.StartAsync(redis.ConnectionString, routers: 3);
        fleet.FirstUpstream.Replies(500).Then(Reply.Text("a")).Then(429).Then(Reply.Text("b")).Then(Reply.CutAfter("c")).Then(503);

        // Each sees others of the outcomes.
        for (var i = 0; i < 12; i++)
        {
            await fleet.Routers[i % 3].Http.ChatAsync();
        }

        await Eventually.Is(() => fleet.Routers.Select(ViewId).Distinct().Count() == 1
            && fleet.State(fleet.Router).Samples >= 4
            && fleet.Routers.Select(Hash).Distinct().Count() == 1);
    }

    private static string ViewId(RouterUnderTest router) => router.Services.GetRequiredService<CurrentHealth>().View.Id;

    // As the router would decide at that moment.
    private static string Hash(RouterUnderTest router)
    {
        var state = router.Services.GetRequiredService<CurrentFeed>().State;
        return DecisionHash.Of(new()
        {
            Index = state.Index,
            Selector = "fast",
            CredentialsHeld = state.CredentialsHeld,
            SupportedProfiles = Router.Grpc.Forwarding.ProviderConnections.SupportedProfiles,
            Health = router.Services.GetRequiredService<CurrentHealth>().View,
            Time = Moment,
        });
    }
}
