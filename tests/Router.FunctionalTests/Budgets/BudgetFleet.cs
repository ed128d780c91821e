using Google.Protobuf.WellKnownTypes;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission.Budgets;
using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>Three routers with a catalog and a store of their own.</summary>
internal sealed class BudgetFleet : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);

    private readonly FakeCatalog _catalog;
    private readonly Budget _budget;
    private readonly BudgetKey _key;
    private readonly bool _alone;

    private BudgetFleet(FakeCatalog catalog, RedisServer redis, bool alone, SpendingRouter[] routers, Budget budget) =>
        (_catalog, Redis, _alone, Routers, _budget, _key) = (catalog, redis, alone, routers, budget, BudgetKey.Of(budget, TimeProvider.System.GetUtcNow()));

    public RedisServer Redis { get; }

    public SpendingRouter[] Routers { get; }

    /// <param name="kind">What the counters are in.</param>
    /// <param name="limit">The budget.</param>
    /// <param name="alone">Whether the store is the fleet's own, to be paused or wiped.</param>
    /// <param name="timing">How the routers wait; as shipped when null.</param>
    public static async Task<BudgetFleet> StartAsync(RedisKind kind, NanoDollars limit, bool alone = false, BudgetTiming? timing = null)
    {
        var redis = alone ? await RedisServer.StartAsync(kind) : await RedisServer.SharedAsync(kind);
        var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        var budget = new Budget { Id = "b-" + Guid.NewGuid().ToString("N")[..12], Scope = new(BudgetScopeKind.Key, "k"), Period = BudgetPeriod.Total, Limit = limit };
        var routers = new SpendingRouter[3];
        for (var i = 0; i < routers.Length; i++)
        {
            routers[i] = await SpendingRouter.StartAsync(catalog, redis.ConnectionString, budget, Clock(alone), timing: timing);
        }

        return new(catalog, redis, alone, routers, budget);
    }

    public async Task<NanoDollars> CountedAsync() =>
        await new BudgetStore(Routers[0].Router.Services.GetRequiredService<RedisGate>(), new PatientClock()).CountedAsync(_key, default) ?? NanoDollars.Zero;

    /// <summary>A router says what it holds, and is not heard of again.</summary>
    public void Tell(Guid router, NanoDollars held) => _catalog.HeldOfBudgets[router.ToString("N")] =
        [new() { BudgetId = _budget.Id, WindowStart = _key.Window.Start.ToTimestamp(), Nanos = held.Value }];

    /// <summary>The same, and has borrowed that much.</summary>
    public async Task DieAsync(Guid router, NanoDollars held)
    {
        (await Routers[1].BeginAsync(new(1)))!.End(NanoDollars.Zero);
        await Routers[1].Router.Services.GetRequiredService<BudgetStore>().MoveAsync(_key, Routers[1].Lease.NextMove(), held, default);
        Tell(router, held);
    }

    public Task<SpendingRouter> StartAnotherAsync(Guid router, BudgetTiming? timing = null) =>
        SpendingRouter.StartAsync(_catalog, Redis.ConnectionString, _budget, Clock(_alone), router, timing);

    public Task LoseCatalogAsync() => _catalog.GoAsync();

    /// <summary>What fits is granted at the latest when others have given back what they do not use.</summary>
    public async Task<SpendingRouter.Spending> GrantedAsync(int router, NanoDollars bound)
    {
        SpendingRouter.Spending? granted = null;
        await Eventually.Is(async () => (granted = await Routers[router].BeginAsync(bound)) is not null, Deadline);
        return granted!;
    }

    // Only where the store is paused are answers to come late.
    private static TimeProvider Clock(bool alone) => alone ? TimeProvider.System : new PatientClock();

    public async ValueTask DisposeAsync()
    {
        foreach (var router in Routers)
        {
            await router.DisposeAsync();
        }

        await _catalog.DisposeAsync();
        if (_alone)
        {
            await Redis.DisposeAsync();
        }
    }
}
