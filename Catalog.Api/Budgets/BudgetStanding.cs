using Npgsql;
using Routing.Money;
using Routing.Money.Budgets;

namespace Catalog.Api.Budgets;

/// <summary>How a budget stands in the window of a moment.</summary>
/// <param name="Window">The window.</param>
/// <param name="Settled">What the ledger has.</param>
/// <param name="HeldNanos">What routers say they hold beside that.</param>
/// <param name="Percent">The highest threshold reached; 0 when none is.</param>
internal sealed record BudgetStanding(BudgetWindow Window, BudgetSettled Settled, long HeldNanos, int Percent)
{
    public static async Task<BudgetStanding> ReadAsync(NpgsqlConnection connection, BudgetRow budget, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var window = budget.Window(now);
        var settled = await BudgetSpendStore.SettledAsync(connection, budget, window, [], now, cancellationToken);
        var held = await BudgetSpendStore.HeldAsync(connection, budget.BudgetId, window.Start, cancellationToken);
        return new(window, settled, held, BudgetThresholds.Reached(new(settled.SettledNanos), new(budget.LimitNanos)));
    }

    public BudgetSpendView ToView() => new(
        Window.Start,
        Window.End,
        new NanoDollars(Settled.SettledNanos).Dollars,
        new NanoDollars(HeldNanos).Dollars,
        Settled.UnpricedCalls,
        Percent);
}
