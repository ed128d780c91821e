using Aspire.Catalog.V1;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Accounting;
using Router.Grpc.Admission.Budgets;
using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;
using TestKit;
using Budget = Routing.Money.Budgets.Budget;

namespace Router.FunctionalTests.Budgets;

/// <summary>A whole router that is fed one budget and spends from it without serving anything.</summary>
internal sealed class SpendingRouter : IAsyncDisposable
{
    private readonly RouterUnderTest _router;
    private readonly BudgetAccount _account;
    private readonly Spool _spool;
    private readonly BudgetSurplus _surplus;
    private bool _disposed;

    private SpendingRouter(RouterUnderTest router, BudgetAccount account)
    {
        _router = router;
        _account = account;
        _spool = router.Services.GetRequiredService<Spool>();
        _surplus = router.Services.GetRequiredService<BudgetSurplus>();
        Lending = router.Services.GetRequiredService<BudgetLending>();
    }

    public BudgetLending Lending { get; }

    public WindowLease Lease => _account.At(TimeProvider.System.GetUtcNow());

    public RouterUnderTest Router => _router;

    /// <param name="catalog">Who keeps the ledger.</param>
    /// <param name="redis">Where the counters are.</param>
    /// <param name="budget">What it spends.</param>
    /// <param name="clock">By which it waits for the counters.</param>
    /// <param name="name">Its name, where it is one that was there before.</param>
    /// <param name="timing">How it waits; as shipped when null.</param>
    public static async Task<SpendingRouter> StartAsync(
        FakeCatalog catalog, string redis, Budget budget, TimeProvider clock, Guid? name = null, BudgetTiming? timing = null)
    {
        var folder = new TemporaryFolder();
        if (name is { } known)
        {
            Directory.CreateDirectory(folder.In("spool"));
            await File.WriteAllTextAsync(Path.Combine(folder.In("spool"), "router-id"), known.ToString("N"));
        }

        var router = await RouterUnderTest.StartFedAsync(
            folder,
            services => services
                .AddSingleton((timing ?? new BudgetTiming()) with { Patience = TimeSpan.FromMinutes(1) })
                .AddSingleton(services => new BudgetStore(services.GetRequiredService<RedisGate>(), clock)),
            catalog.Argument,
            $"--ConnectionStrings:redis={redis}");
        // To prove a server takes thousands of calls, for which no request waits long.
        await router.AdmitRedisAsync();
        var book = router.Services.GetRequiredService<BudgetBook>();
        book.Replace([budget]);
        return new(router, book.Find(budget.Counter)!);
    }

    /// <summary>Sets money aside as admission does, as soon as the store answers.</summary>
    /// <returns>Null when there is none.</returns>
    public async Task<Spending?> BeginAsync(NanoDollars bound)
    {
        var (funding, spending) = (Funding.Unavailable, default(Spending));
        await Eventually.Is(async () => ((funding, spending) = await TryBeginAsync(bound)).funding != Funding.Unavailable);
        return spending;
    }

    /// <summary>The same, at once.</summary>
    public async Task<(Funding Funding, Spending? Spending)> TryBeginAsync(NanoDollars bound)
    {
        var decision = Guid.CreateVersion7().ToString();
        var lease = Lease;
        var funding = await Lending.SetAsideAsync(lease, decision, bound, CancellationToken.None);
        if (funding != Funding.Done)
        {
            return (funding, null);
        }

        var reservation = new BudgetReservation(decision, _surplus.Signal);
        reservation.Add(lease, bound);
        return (funding, new(this, reservation, bound));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_disposed)
        {
            _disposed = true;
            await _router.DisposeAsync();
        }
    }

    /// <summary>Money that is set aside for one request.</summary>
    internal sealed class Spending(SpendingRouter router, BudgetReservation reservation, NanoDollars bound)
    {
        private static readonly Routing.Catalog.Deployment Deployment = new() { Id = new(new("p"), "m") };

        /// <summary>The request cost this much: the ledger's row is spooled, then what was set aside is settled.</summary>
        public void End(NanoDollars cost)
        {
            var quote = Quote.Of(Deployment with { IsFree = true }, default, default, default);
            reservation.TryUse(quote, out _);
            reservation.Used(quote, cost);
            router._spool.Add(new()
            {
                EventId = Guid.CreateVersion7().ToString(),
                Attempt = new AttemptEvent
                {
                    Scope = new() { KeyId = router._account.Budget.Scope.Id },
                    DecisionId = reservation.Decision,
                    Attempt = 1,
                    Purpose = "chat",
                    Provider = "p",
                    Model = "m",
                    Outcome = "ok",
                    CostNanos = cost.Value,
                },
            });
            reservation.Settle();
        }

        public NanoDollars Bound => bound;
    }
}
