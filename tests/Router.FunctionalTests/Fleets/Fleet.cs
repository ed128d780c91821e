using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Health;
using Routing.Catalog;
using Routing.Health;
using ServiceDefaults.Redis;
using ServiceDefaults.SharedHealth;
using Simulation;
using TestKit;

namespace Router.FunctionalTests.Fleets;

/// <summary>Routers that share a Redis and serve the same two providers, whose names are theirs alone.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    private readonly List<FakeCatalog> _catalogs = [];

    private Fleet(ProviderSimulator first, ProviderSimulator second)
    {
        (FirstUpstream, SecondUpstream) = (first, second);
        First = new(new($"first-{Guid.NewGuid():N}"), "sim-small");
        Second = new(new($"second-{Guid.NewGuid():N}"), "sim-medium");
    }

    public List<RouterUnderTest> Routers { get; } = [];

    public ProviderSimulator FirstUpstream { get; }

    public ProviderSimulator SecondUpstream { get; }

    /// <summary>First in every tier.</summary>
    public DeploymentId First { get; }

    public DeploymentId Second { get; }

    public RouterUnderTest Router => Routers[0];

    public CircuitStore Circuits => Router.Services.GetRequiredService<CircuitStore>();

    private HealthStore Store => Router.Services.GetRequiredService<HealthStore>();

    /// <summary>One whose routers wait for a store that is only slow, and hear every answer.</summary>
    public static Task<Fleet> StartAsync(string redis, int routers, params string[] arguments) =>
        StartAsync(redis, routers, new PatientClock(), arguments);

    /// <param name="redis">Where the routers meet.</param>
    /// <param name="routers">How many.</param>
    /// <param name="patience">By which the routers wait for it.</param>
    /// <param name="arguments">What the routers are told besides.</param>
    public static async Task<Fleet> StartAsync(string redis, int routers, TimeProvider patience, params string[] arguments)
    {
        var fleet = new Fleet(await ProviderSimulator.StartAsync(), await ProviderSimulator.StartAsync());
        for (var i = 0; i < routers; i++)
        {
            var catalog = new FakeCatalog();
            fleet._catalogs.Add(catalog);
            await catalog.ComeAsync();
            catalog.Send(fleet.Snapshot());
            fleet.Routers.Add(await RouterUnderTest.StartFedAsync(
                new(),
                services => services
                    .AddSingleton(services => new HealthStore(services.GetRequiredService<RedisGate>(), patience))
                    .AddSingleton(services => new CircuitStore(services.GetRequiredService<RedisGate>(), services.GetRequiredService<HealthStore>(), patience)),
                [catalog.Argument, $"--ConnectionStrings:redis={redis}", .. arguments]));
        }

        foreach (var router in fleet.Routers)
        {
            await Eventually.Is(async () => (await router.Http.ChatAsync()).IsSuccessStatusCode);
        }

        return fleet;
    }

    /// <summary>What all of them know.</summary>
    public Task<HealthReading> ReadAsync() => Patiently.AskAsync(() => Store.ReadAllAsync(default));

    /// <summary>Tells all of them of outcomes that nobody had.</summary>
    public Task RecordAsync(HealthObservation observation) => Patiently.TellAsync(() => Store.RecordAsync(observation, default));

    /// <summary>What one router decides by.</summary>
    public HealthState State(RouterUnderTest router) => router.Services.GetRequiredService<CurrentHealth>().View.For(First);

    public Task<bool> AllSeeAsync(CircuitState circuit) => Task.FromResult(Routers.TrueForAll(router => State(router).Circuit == circuit));

    /// <summary>Opens the circuit of the first deployment, with a trial due at once.</summary>
    public async Task MakeDueAsync()
    {
        var version = (await ReadAsync()).Find(HealthSubject.Of(First))?.Circuit.Version ?? 0;
        await Patiently.AskAsync(() => Circuits.TurnAsync(HealthSubject.Of(First), version, new(Opens: true, TimeSpan.Zero, 1, "Told by the test."), default));
        await Eventually.Is(() => AllSeeAsync(CircuitState.HalfOpen));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var router in Routers)
        {
            await router.DisposeAsync();
        }

        foreach (var catalog in _catalogs)
        {
            await catalog.DisposeAsync();
        }

        await FirstUpstream.DisposeAsync();
        await SecondUpstream.DisposeAsync();
    }

    private CatalogSnapshot Snapshot()
    {
        var snapshot = Catalogs.Of(FirstUpstream.Address, SecondUpstream.Address);
        return snapshot with
        {
            Revision = 1,
            Providers = [snapshot.Providers[0] with { Id = First.Provider }, snapshot.Providers[1] with { Id = Second.Provider }],
            Deployments = [snapshot.Deployments[0] with { Id = First }, snapshot.Deployments[1] with { Id = Second }],
            Tiers = [new() { Name = TierNames.Fast, Entries = [First, Second] }],
        };
    }
}
