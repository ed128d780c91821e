using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.Api.Database;
using Npgsql;
using Routing.Money;
using Routing.Money.Budgets;

namespace Catalog.Api.Budgets;

/// <summary>Notices every quarter of a minute which budgets have reached a threshold, notes it and raises an alert; a new window resolves it.</summary>
internal sealed class BudgetWatch(
    NpgsqlDataSource database, AlertStore alerts, DatabaseReadiness readiness, TimeProvider time, ILogger<BudgetWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    // What this process has said of each budget, so that it says only what is new.
    private readonly Dictionary<string, int> _said = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _turn = new(1);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _turn.Dispose();
        base.Dispose();
    }

    /// <summary>One round, after any that runs: that one may have read less than is spent by now, and would take back what this one says.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await LookAsync(cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                BudgetLog.RoundFailed(logger, e.Message);
            }
        }
    }

    private async Task LookAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var budgets = await BudgetStore.ListAsync(connection, "", null, cancellationToken);
        foreach (var budget in budgets)
        {
            await LookAsync(connection, budget, cancellationToken);
        }

        foreach (var gone in _said.Keys.Except(budgets.Select(budget => budget.BudgetId)).ToList())
        {
            await SayAsync(gone, 0, null, "The budget was removed.", cancellationToken);
            _said.Remove(gone);
        }
    }

    private async Task LookAsync(NpgsqlConnection connection, BudgetRow budget, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var standing = await BudgetStanding.ReadAsync(connection, budget, now, cancellationToken);
        foreach (var percent in BudgetThresholds.All.Where(percent => percent <= standing.Percent))
        {
            if (await ThresholdStore.AddAsync(connection, budget, standing, percent, now, cancellationToken))
            {
                BudgetLog.Crossed(logger, budget.BudgetId, percent, new NanoDollars(standing.Settled.SettledNanos), new NanoDollars(budget.LimitNanos));
            }
        }

        await SayAsync(budget.BudgetId, standing.Percent, percent => Alert(budget, standing, percent), "The budget began anew or was raised.", cancellationToken);
    }

    private async Task SayAsync(string budget, int reached, Func<int, RaisedAlert>? alert, string resolution, CancellationToken cancellationToken)
    {
        if (_said.TryGetValue(budget, out var said) && said == reached)
        {
            return;
        }

        foreach (var percent in BudgetThresholds.All)
        {
            if (percent <= reached)
            {
                await alerts.RaiseAsync(alert!(percent), cancellationToken);
            }
            else
            {
                await alerts.ResolveAsync(AlertKind.Budget, Subject(budget, percent), resolution, cancellationToken);
            }
        }

        _said[budget] = reached;
    }

    private static RaisedAlert Alert(BudgetRow budget, BudgetStanding standing, int percent)
    {
        var (spent, limit) = (new NanoDollars(standing.Settled.SettledNanos), new NanoDollars(budget.LimitNanos));
        var then = percent < 100 ? "Past 100 % " : "";
        var effect = budget.Soft ? "requests are admitted and say so" : "requests are refused until it begins anew";
        return new RaisedAlert(
            AlertKind.Budget,
            Subject(budget.BudgetId, percent),
            percent < 80 ? AlertSeverity.Info : percent < 100 ? AlertSeverity.Warning : AlertSeverity.Critical,
            $"{percent} % of the budget {budget.BudgetId} ({budget.OwnerKind} {budget.OwnerId}) are spent: {spent} of {limit}. {then}{effect}; PUT /api/v1/budgets/{budget.BudgetId} raises it.")
            .With(new { budget.BudgetId, percent, spent_usd = spent.Dollars, limit_usd = limit.Dollars, standing.Window.Start, standing.Window.End });
    }

    private static string Subject(string budget, int percent) => $"{budget}@{percent}";
}
