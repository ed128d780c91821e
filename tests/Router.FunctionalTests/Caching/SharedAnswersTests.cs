using Router.FunctionalTests.Running;
using Simulation;
using Simulation.Scripting;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Caching;

/// <summary>Answers that routers share.</summary>
public sealed class SharedAnswersTests
{
    private static readonly (string, string) On = ("x-routing-cache", "on");

    [Theory]
    [EveryRedis]
    public async Task What_one_router_was_answered_another_gives_again(RedisKind kind)
    {
        await using var redis = await RedisServer.StartAsync(kind);
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.For().Always(Reply.Sse("Grüße, ", "世界"));
        await using var catalog = await CatalogOf(upstream);
        await using var secondCatalog = await CatalogOf(upstream);
        await using var one = await StartAsync(catalog, redis);
        await using var other = await StartAsync(secondCatalog, redis);
        var number = 0;

        // Nobody waits for an answer to be kept, nor long for one to be found: another question gets another chance.
        await Eventually.Is(async () =>
        {
            var question = $"question {number++}";
            await one.AskAsync("chat", stream: true, question, headers: On);
            var heard = await other.AskAsync("chat", stream: true, question, headers: On);
            Assert.Equal(("Grüße, 世界", true), (heard.Text, heard.Ended));
            return heard.Headers["x-routing-cache"] == "hit";
        });
    }

    [Fact]
    public async Task Without_Redis_each_router_caches_alone()
    {
        var redis = await RedisServer.StartAsync();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = await CatalogOf(upstream);
        await using var router = await StartAsync(catalog, redis);
        await redis.DisposeAsync();

        var first = await router.AskAsync("messages", stream: true, headers: On);
        var second = await router.AskAsync("messages", stream: true, headers: On);

        Assert.Equal((true, "miss"), (first.Ended, first.Headers["x-routing-cache"]));
        Assert.Equal((true, "hit"), (second.Ended, second.Headers["x-routing-cache"]));
    }

    private static async Task<FakeCatalog> CatalogOf(ProviderSimulator upstream)
    {
        var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
        return catalog;
    }

    private static async Task<RouterUnderTest> StartAsync(FakeCatalog catalog, RedisServer redis)
    {
        var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        return router;
    }
}
