using Aspire.Routing.V1;
using Microsoft.Extensions.Logging;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using StackExchange.Redis;
using TestKit;
using TestKit.Redis;
using Worker.FunctionalTests.Fakes;
using Wire = Aspire.Catalog.V1;

namespace Router.FunctionalTests.Health;

public sealed class SharedHealthTests
{
    private readonly ProviderId _provider = new($"sim-{Guid.NewGuid():N}");

    [Fact]
    public async Task What_others_observe_is_in_the_view_that_decides()
    {
        var redis = await RedisServer.SharedAsync();
        await using var catalog = await FakeCatalog.StartAsync(Catalog());
        await using var router = await StartAsync(catalog, redis.ConnectionString);

        await RecordAsync(redis.ConnectionString, new() { Subject = HealthSubject.Of(_provider), Failures = 4, Cause = "No connection to the provider." });

        await Eventually.Is(async () => await HealthAsync(router) is { Score: 20, Cause: "No connection to the provider." });
    }

    [Fact]
    public async Task A_cooldown_that_another_saw_excludes_the_deployment_here()
    {
        var redis = await RedisServer.SharedAsync();
        await using var catalog = await FakeCatalog.StartAsync(Catalog());
        await using var router = await StartAsync(catalog, redis.ConnectionString);

        await RecordAsync(redis.ConnectionString, new()
        {
            Subject = HealthSubject.Of(new DeploymentId(_provider, "any-model")), Failures = 1, Cooldown = TimeSpan.FromMinutes(5),
        });

        await Eventually.Is(async () => (await HealthAsync(router))?.Score < 100);
        using var refusal = await router.Http.ChatAsync($"{_provider}/any-model");

        Assert.Contains("cooling down", await refusal.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redis_that_goes_leaves_the_last_reading_and_is_said_in_health()
    {
        await using var catalog = await FakeCatalog.StartAsync(Catalog());
        var redis = await RedisServer.StartAsync();
        await using var router = await StartAsync(catalog, redis.ConnectionString);
        await RecordAsync(redis.ConnectionString, new() { Subject = HealthSubject.Of(_provider), Failures = 4 });
        await Eventually.Is(async () => (await HealthAsync(router))?.Score == 20);

        await redis.DisposeAsync();

        await Eventually.Is(() => router.Log.Lines.Any(line =>
            line.Level == LogLevel.Warning && line.Message.Contains("Health is not shared", StringComparison.Ordinal)));
        Assert.Contains("Redis does not answer", await router.Http.GetStringAsync("/health"), StringComparison.Ordinal);
        Assert.Equal(20, (await HealthAsync(router))!.Score);
    }

    private static Task<RouterUnderTest> StartAsync(FakeCatalog catalog, string redis) => RouterUnderTest.StartFedAsync(
        new TemporaryFolder(), $"--services:catalog-api:grpc:0={catalog.Address}", $"--ConnectionStrings:redis={redis}");

    private static async Task RecordAsync(string redis, HealthObservation observation)
    {
        using var connection = await ConnectionMultiplexer.ConnectAsync(redis);
        using var gate = new RedisGate(connection, TimeProvider.System);
        await new HealthStore(gate, TimeProvider.System).RecordAsync(observation, default);
    }

    private async Task<DeploymentHealth?> HealthAsync(RouterUnderTest router)
    {
        var answer = await new HealthService.HealthServiceClient(router.Channel).ListDeploymentHealthAsync(new() { Provider = _provider.Value });
        return answer.Deployments.SingleOrDefault();
    }

    private Wire.WatchCatalogResponse Catalog() => new()
    {
        Snapshot = new()
        {
            Revision = 1,
            Providers = { CatalogEvents.Provider(_provider.Value) },
            Deployments = { new Wire.Deployment { Provider = _provider.Value, Model = "any-model", Enabled = true, Capabilities = { "chat", "streaming" } } },
        },
    };
}
