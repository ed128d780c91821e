using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Routing.Money;
using ServiceDefaults.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Asks the catalog, which keeps the ledger, what is spent, and tells it what this router holds.</summary>
internal sealed class BudgetLedger(BudgetService.BudgetServiceClient catalog, RouterIdentity router, TimeProvider time)
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>The ledger's part of a window, with what routers that cannot be asked last said they hold.</summary>
    /// <exception cref="RpcException">The catalog is away or does not know the budget.</exception>
    public async Task<NanoDollars> SpentAsync(
        string budget, BudgetKey key, IReadOnlyList<string> routers, IReadOnlyList<string> counted, CancellationToken cancellationToken)
    {
        var asked = new GetBudgetSpendRequest
        {
            Id = budget,
            WindowStart = key.Window.Start.ToTimestamp(),
            CountedRouters = { routers },
            CountedIds = { counted },
        };
        var spend = await AwaitAsync(catalog.GetBudgetSpendAsync(asked, deadline: By, cancellationToken: cancellationToken), cancellationToken);
        return new NanoDollars(spend.SettledNanos) + new NanoDollars(spend.HeldNanos);
    }

    /// <summary>Says what this router holds.</summary>
    /// <returns>What it had said before.</returns>
    /// <exception cref="RpcException">The catalog is away.</exception>
    public async Task<IReadOnlyList<BudgetHold>> ReportAsync(IEnumerable<BudgetHold> holds, CancellationToken cancellationToken)
    {
        var report = new ReportBudgetHoldsRequest { Router = router.Id, Holds = { holds } };
        return (await AwaitAsync(catalog.ReportBudgetHoldsAsync(report, deadline: By, cancellationToken: cancellationToken), cancellationToken)).Replaced;
    }

    /// <summary>Says what this router holds of one window; what it said of others stands. A request waits for it.</summary>
    /// <exception cref="RpcException">The catalog is away.</exception>
    public Task ReportAsync(BudgetHold hold, CancellationToken cancellationToken)
    {
        var report = new ReportBudgetHoldsRequest { Router = router.Id, Holds = { hold }, OthersStand = true };
        var by = (time.GetUtcNow() + Patience).UtcDateTime;
        return AwaitAsync(catalog.ReportBudgetHoldsAsync(report, deadline: by, cancellationToken: cancellationToken), cancellationToken);
    }

    // A call that is given up fails like one that the other side has ended.
    private static async Task<T> AwaitAsync<T>(AsyncUnaryCall<T> call, CancellationToken cancellationToken)
    {
        using (call)
        {
            try
            {
                return await call;
            }
            catch (RpcException) when (cancellationToken.IsCancellationRequested)
            {
                throw new OperationCanceledException(cancellationToken);
            }
        }
    }

    private DateTime By => (time.GetUtcNow() + Deadline).UtcDateTime;
}
