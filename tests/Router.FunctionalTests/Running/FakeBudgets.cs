using Aspire.Catalog.V1;
using Grpc.Core;
using Router.Grpc.Admission.Budgets;

namespace Router.FunctionalTests.Running;

/// <summary>Budgets of a catalog: sums what it has stored for a key, and keeps what routers say they hold.</summary>
internal sealed class FakeBudgets(FakeCatalog catalog) : BudgetService.BudgetServiceBase
{
    public override Task<GetBudgetSpendResponse> GetBudgetSpend(GetBudgetSpendRequest request, ServerCallContext context)
    {
        var counted = request.CountedIds.ToHashSet(StringComparer.Ordinal);
        var start = request.WindowStart.ToDateTimeOffset();
        var settled = catalog.Stored.Values
            .Where(row => row.Attempt is not null && !counted.Contains(row.EventId) && !counted.Contains(row.Attempt.DecisionId))
            .Where(row => DecisionTime.Of(row.Attempt.DecisionId) >= start)
            .Sum(row => row.Attempt.CostNanos);
        var held = catalog.HeldOfBudgets
            .Where(router => !request.CountedRouters.Contains(router.Key))
            .SelectMany(router => router.Value)
            .Where(hold => hold.BudgetId == request.Id && hold.WindowStart == request.WindowStart)
            .Sum(hold => hold.Nanos);
        return Task.FromResult(new GetBudgetSpendResponse { SettledNanos = settled, HeldNanos = held });
    }

    public override Task<ReportBudgetHoldsResponse> ReportBudgetHolds(ReportBudgetHoldsRequest request, ServerCallContext context)
    {
        var holds = catalog.HeldOfBudgets;
        var response = new ReportBudgetHoldsResponse { Replaced = { holds.GetValueOrDefault(request.Router, []) } };
        holds[request.Router] = [.. request.Holds];
        return Task.FromResult(response);
    }
}
