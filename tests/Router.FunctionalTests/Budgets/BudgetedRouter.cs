using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Router.FunctionalTests.Running;
using Router.Grpc.Admission;
using Router.Grpc.Admission.Budgets;
using Routing.Catalog;
using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;
using TestKit;
using TestKit.Redis;

namespace Router.FunctionalTests.Budgets;

/// <summary>A router that serves callers of one key, whose money is bounded.</summary>
internal sealed class BudgetedRouter : IAsyncDisposable
{
    public const string Key = "key-of-the-test";

    private readonly FakeCatalog _catalog;

    private BudgetedRouter(FakeCatalog catalog, RouterUnderTest router) => (_catalog, Router) = (catalog, router);

    public RouterUnderTest Router { get; }

    public HttpClient Http => Router.Http;

    public BudgetBook Book => Router.Services.GetRequiredService<BudgetBook>();

    public FakeCatalog Catalog => _catalog;

    /// <summary>Every budget is of the key and has a name of its own, since the store outlives the test.</summary>
    public static Budget Budget(decimal dollars, BudgetPeriod period = BudgetPeriod.Total) => new()
    {
        Id = "b-" + Guid.NewGuid().ToString("N")[..12],
        Scope = new(BudgetScopeKind.Key, Key),
        Period = period,
        Limit = NanoDollars.FromDollars(dollars),
    };

    public static async Task<BudgetedRouter> StartAsync(CatalogSnapshot snapshot, params Budget[] budgets)
    {
        var started = await StartAsync(snapshot, (await RedisServer.SharedAsync()).ConnectionString, budgets);
        await started.Router.AdmitRedisAsync();
        return started;
    }

    public static async Task<BudgetedRouter> StartAsync(CatalogSnapshot snapshot, string redis, Budget[] budgets, TimeSpan? join = null)
    {
        var catalog = new FakeCatalog();
        await catalog.ComeAsync();
        catalog.Send(snapshot with { Revision = 7 });
        var router = await RouterUnderTest.StartFedAsync(
            new(),
            services => services
                .AddSingleton(new BudgetTiming { Join = join ?? TimeSpan.FromMilliseconds(200), Idle = TimeSpan.FromMilliseconds(500), Patience = TimeSpan.FromMinutes(1) })
                .AddSingleton(services => new BudgetStore(services.GetRequiredService<RedisGate>(), new PatientClock()))
                .AddSingleton<IStartupFilter, OneCaller>(),
            catalog.Argument, $"--ConnectionStrings:redis={redis}");
        var started = new BudgetedRouter(catalog, router);
        await Eventually.Is(async () => (await router.Http.GetStringAsync(new Uri("/v1/models", UriKind.Relative))).Contains("sim-small", StringComparison.Ordinal));
        started.Book.Replace(budgets);
        return started;
    }

    /// <summary>What the shared counter has of a budget.</summary>
    public async Task<NanoDollars?> CountedAsync(Budget budget) =>
        await Router.Services.GetRequiredService<BudgetStore>().CountedAsync(BudgetKey.Of(budget, TimeProvider.System.GetUtcNow()), default);

    /// <summary>What this router has set aside and not settled.</summary>
    public bool IsAnythingSetAside => Book.Accounts.SelectMany(account => account.Leases()).Any(lease => lease.IsUsed);

    public async ValueTask DisposeAsync()
    {
        await Router.DisposeAsync();
        await _catalog.DisposeAsync();
    }

    /// <summary>Takes every request for one of the key.</summary>
    private sealed class OneCaller : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((HttpContext context, RequestDelegate then) =>
            {
                context.Features.Set(new Caller { KeyId = Key, ProjectId = "project-of-the-test", OrganisationId = "organisation-of-the-test" });
                return then(context);
            });
            next(app);
        };
    }
}
