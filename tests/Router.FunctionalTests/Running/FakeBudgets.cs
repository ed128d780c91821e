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
            .Sum(hold => Math.Max(hold.Nanos, hold.CeilingNanos));
        return Task.FromResult(new GetBudgetSpendResponse { SettledNanos = settled, HeldNanos = held });
    }

    public override Task<ReportBudgetHoldsResponse> ReportBudgetHolds(ReportBudgetHoldsRequest request, ServerCallContext context)
    {
        var holds = catalog.HeldOfBudgets;
        var before = holds.GetValueOrDefault(request.Router, []);
        var (stand, replaced) = (new List<BudgetHold>(), new List<BudgetHold>());
        foreach (var hold in before)
        {
            var isTold = request.Holds.Any(told => told.BudgetId == hold.BudgetId && told.WindowStart.Equals(hold.WindowStart));
            (request.OthersStand && !isTold ? stand : replaced).Add(hold);
        }

        var response = new ReportBudgetHoldsResponse { Replaced = { replaced } };
        holds[request.Router] = [.. stand, .. request.Holds];
        return Task.FromResult(response);
    }
}
