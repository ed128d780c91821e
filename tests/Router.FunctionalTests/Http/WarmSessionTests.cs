using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Sessions;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Money;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Http;

public sealed class WarmSessionTests
{
    [Fact]
    public async Task A_session_stays_where_it_was_served_though_the_first_entry_is_back()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Cached(Catalogs.Of(first.Address, second.Address)));
        const string Elsewhere = """{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"session_id":"s","denied_providers":["alpha"]}}""";
        const string Again = """{"model":"fast","messages":[{"role":"user","content":"hi"}],"routing":{"session_id":"s"}}""";

        Assert.Equal("beta", (await router.Http.PostJsonAsync(Elsewhere)).Header("x-routing-provider"));
        await RemembersAsync(router);
        Assert.Equal("beta", (await router.Http.PostJsonAsync(Again)).Header("x-routing-provider"));
        Assert.Equal("alpha", (await router.Http.ChatAsync()).Header("x-routing-provider"));
    }

    [Fact]
    public async Task The_header_names_the_session_as_well()
    {
        await using var first = await ProviderSimulator.StartAsync();
        await using var second = await ProviderSimulator.StartAsync();
        await using var router = await RouterUnderTest.StartAsync(Cached(Catalogs.Of(first.Address, second.Address)));
        router.Http.DefaultRequestHeaders.Add("x-routing-session", "s");

        Assert.Equal("beta", (await router.Http.ChatAsync("beta/sim-medium")).Header("x-routing-provider"));
        await RemembersAsync(router);
        Assert.Equal("beta", (await router.Http.ChatAsync()).Header("x-routing-provider"));
    }

    [Fact]
    public void Only_the_sessions_used_last_are_remembered()
    {
        var sessions = new WarmSessions(TimeProvider.System);
        var warmth = new SessionWarmth(Catalogs.First, 10, DateTimeOffset.UnixEpoch);
        for (var i = 0; i < WarmSessions.Capacity; i++)
        {
            sessions.Remember($"{i}", warmth);
        }

        sessions.Remember("0", warmth);
        sessions.Remember("new", warmth);

        Assert.NotNull(sessions.Find("0"));
        Assert.NotNull(sessions.Find("new"));
        Assert.Null(sessions.Find("1"));
        Assert.Null(sessions.Find(null));
    }

    // What is remembered of an answer is remembered when the caller has it, which may be a moment later.
    private static Task RemembersAsync(RouterUnderTest router) =>
        Eventually.Is(() => router.Services.GetRequiredService<WarmSessions>().Find("s") is not null);

    private static CatalogSnapshot Cached(CatalogSnapshot snapshot) => snapshot with
    {
        Deployments =
        [
            .. snapshot.Deployments.Select(row => row with { Prices = [row.Prices[0] with { CachedInput = TokenPrice.FromDollarsPerMillion(0.015m) }] }),
        ],
    };
}
