using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.SharedHealth;
using Simulation;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Feeds;

public sealed class SharedHealthTests
{
    // The server is shared by all tests, so each has providers of its own.
    private readonly ProviderId _first = new($"first-{Guid.NewGuid():N}");
    private readonly ProviderId _second = new($"second-{Guid.NewGuid():N}");

    [Fact]
    public async Task What_others_see_of_a_deployment_moves_requests_elsewhere()
    {
        var redis = await RedisServer.SharedAsync();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Snapshot(upstream.Address));
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        Assert.Equal(_first.Value, (await router.Http.ChatAsync()).Header("x-routing-provider"));

        await Patiently.TellAsync(() => router.Services.GetRequiredService<HealthStore>().RecordAsync(
            new() { Subject = HealthSubject.Of(new DeploymentId(_first, "sim-small")), Failures = 1, Cause = "Told by another.", Cooldown = TimeSpan.FromMinutes(5) },
            default));

        await Eventually.Is(async () => (await router.Http.ChatAsync()).Header("x-routing-provider") == _second.Value);
    }

    [Fact]
    public async Task What_this_router_sees_is_told_to_the_others()
    {
        var redis = await RedisServer.SharedAsync();
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Snapshot(upstream.Address));
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument, $"--ConnectionStrings:redis={redis.ConnectionString}");
        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        upstream.Replies(500);
        await router.Http.ChatAsync();
        await EventStream.ReadAsync(await router.Http.StreamAsync());

        var store = router.Services.GetRequiredService<HealthStore>();
        await Eventually.Is(async () => (await Patiently.AskAsync(() => store.ReadAllAsync(default))).Subjects.Any(
            subject => subject.Subject == HealthSubject.Of(new DeploymentId(_first, "sim-small")) && subject is { Score: < 100, Cause: not null, Latency: not null, FirstContent: not null }));
    }

    [Fact]
    public async Task Without_Redis_requests_are_served_and_the_log_says_what_is_missing()
    {
        await using var upstream = await ProviderSimulator.StartAsync();
        await using var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(Snapshot(upstream.Address));
        await using var router = await RouterUnderTest.StartFedAsync(new(), catalog.Argument);

        await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        await Eventually.Is(() => router.Log.Lines.Any(line => line.Event.Id == 210));
    }

    private CatalogSnapshot Snapshot(Uri address)
    {
        var snapshot = Catalogs.Of(address, address);
        var (first, second) = (new DeploymentId(_first, "sim-small"), new DeploymentId(_second, "sim-medium"));
        return snapshot with
        {
            Revision = 1,
            Providers = [snapshot.Providers[0] with { Id = _first }, snapshot.Providers[1] with { Id = _second }],
            Deployments = [snapshot.Deployments[0] with { Id = first }, snapshot.Deployments[1] with { Id = second }],
            Tiers = [new() { Name = TierNames.Fast, Entries = [first, second] }],
        };
    }
}
