using Aspire.Catalog.V1;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Simulation;
using Simulation.Scripting;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Accounting;

/// <summary>A router that must go hands its usage over: to the catalog, else to Redis, where the next router finds it.</summary>
public sealed class ParkedUsageTests
{
    [Theory]
    [EveryRedis]
    public async Task Without_the_catalog_usage_outlives_its_router_and_the_disk_in_Redis(RedisKind kind)
    {
        await using var redis = await RedisServer.StartAsync(kind);
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await ComeAsync(catalog, upstream);
        await using (var router = await StartAsync(catalog, redis))
        {
            // To prove a server takes thousands of calls, for which a router that stops has no time.
            await router.AdmitRedisAsync();
            await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
            await Eventually.Is(() => catalog.UsageStored == 2);

            // What it has stored but not yet acknowledged would rightly come again.
            await Eventually.Is(() => router.Services.GetRequiredService<Spool>().WaitingBytes == 0);
            await catalog.GoAsync();
            await router.Http.ChatAsync();
            await Eventually.Is(async () => (await HealthAsync(router)).Contains("wait for the catalog", StringComparison.Ordinal));
        }

        Assert.NotEqual(0, await ParkedAsync(redis));

        // In a folder of its own: the disk of the first has gone with it.
        await ComeAsync(catalog, upstream);
        await using var next = await StartAsync(catalog, redis);
        await Eventually.Is(() => catalog.UsageStored == 4);
        await Eventually.Is(async () => await ParkedAsync(redis) == 0);

        Assert.Equal(2, catalog.Stored.Values.Count(row => row.Attempt is { Outcome: "ok" }));
        Assert.All(catalog.Received, received => Assert.Equal(1, received.Value));
    }

    [Fact]
    public async Task What_a_dead_router_left_degrades_health_until_the_catalog_has_it()
    {
        await using var redis = await RedisServer.StartAsync();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await ComeAsync(catalog, upstream);
        await using var router = await StartAsync(catalog, redis);
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        await Eventually.Is(() => catalog.UsageStored == 2);
        catalog.Holds = true;
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        var left = new IngestRequest { Events = { new LedgerEvent { EventId = "left", Attempt = new() { Outcome = "ok" } } } };

        await connection.GetDatabase().ListRightPushAsync("aspire-routing:{usage}:parked", left.ToByteArray());
        await Eventually.Is(async () => (await HealthAsync(router)).Contains("wait in Redis", StringComparison.Ordinal));
        catalog.Holds = false;

        await Eventually.Is(() => catalog.Stored.ContainsKey("left"));
        await Eventually.Is(async () => !(await HealthAsync(router)).Contains("wait in Redis", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_that_the_stop_cuts_off_is_told_of_before_the_process_ends()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        upstream.Replies(Reply.HangAfter("Hello"));
        await using var catalog = new FakeCatalog();
        await ComeAsync(catalog, upstream);
        await using (var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, "--shutdownTimeoutSeconds=1"))
        {
            await Eventually.Is(async () => (await router.Http.StreamAsync()).IsSuccessStatusCode);
            Assert.DoesNotContain(catalog.Stored.Values, row => row.Attempt is not null);
        }

        var attempt = Assert.Single(catalog.Stored.Values, row => row.Attempt is not null).Attempt;
        Assert.NotEqual("ok", attempt.Outcome);
        Assert.True(attempt.Estimated);
        Assert.True(attempt.CostNanos > 0);
    }

    private static async Task ComeAsync(FakeCatalog catalog, ProviderSimulator upstream)
    {
        await catalog.ComeAsync();
        catalog.Send(Catalogs.Of(upstream.Address) with { Revision = 1 });
    }

    private static Task<RouterUnderTest> StartAsync(FakeCatalog catalog, RedisServer redis) =>
        RouterUnderTest.StartFedAsync(new(), catalog.Argument, $"--ConnectionStrings:redis={redis.ConnectionString}");

    private static async Task<string> HealthAsync(RouterUnderTest router)
    {
        using var response = await router.Http.GetAsync(new Uri("/health", UriKind.Relative));
        return await response.Content.ReadAsStringAsync();
    }

    private static async Task<long> ParkedAsync(RedisServer redis)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis.ConnectionString);
        return await connection.GetDatabase().ListLengthAsync("aspire-routing:{usage}:parked");
    }
}
