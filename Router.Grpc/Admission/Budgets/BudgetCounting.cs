using Grpc.Core;
using Routing.Money;
using ServiceDefaults.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Counts a window anew: after the shared counter was lost, or since a router died with money that it never spent. Every router stops
/// admitting and adds what it holds, and when all have had time to do so the ledger's part completes the count.
/// </summary>
internal sealed partial class BudgetCounting(
    BudgetStore store, BudgetLedger ledger, SpooledCosts spooled, RouterIdentity router, BudgetTiming timing, TimeProvider time, ILogger<BudgetCounting> logger)
{
    /// <summary>Returns when what the lease holds is part of a count that is open.</summary>
    /// <param name="lease">The lease; its turn is the caller's.</param>
    /// <param name="replaced">A count that is known to be wrong; null when only a missing one is to be replaced.</param>
    /// <param name="cancellationToken">Gives up waiting; the count goes on.</param>
    /// <exception cref="TimeoutException">It takes longer than a request waits.</exception>
    /// <exception cref="RpcException">The catalog cannot be asked.</exception>
    public async Task EnsureAsync(WindowLease lease, string? replaced, CancellationToken cancellationToken)
    {
        var counting = lease.Counting ??= Task.Run(() => CountAsync(lease, replaced), CancellationToken.None);
        try
        {
            await counting.WaitAsync(timing.Patience, time, cancellationToken);
        }
        finally
        {
            if (counting.IsCompleted)
            {
                lease.Counting = null;
            }
        }
    }

    /// <summary>Has a count that may be too high made anew, if the ledger can be asked: else what there is must do.</summary>
    /// <param name="lease">The lease; its turn is the caller's.</param>
    /// <param name="doubtful">The count.</param>
    /// <param name="cancellationToken">Gives up waiting; the count goes on.</param>
    /// <returns>Whether it was.</returns>
    public async Task<bool> TryAgainAsync(WindowLease lease, string doubtful, CancellationToken cancellationToken)
    {
        try
        {
            _ = await ledger.SpentAsync(lease.Budget.Id, lease.Key, [], [], cancellationToken);
        }
        catch (RpcException)
        {
            return false;
        }

        await EnsureAsync(lease, doubtful, cancellationToken);
        return true;
    }

    /// <summary>Adds what this router holds of a window to a count that is put together.</summary>
    public async Task JoinAsync(WindowLease lease, string count, CancellationToken cancellationToken)
    {
        if (lease.Count != count)
        {
            // At once, though it may take a while until no money is on its way.
            lease.Freeze();
            await BudgetTeller.InTurnAsync(lease, () => JoinInTurnAsync(lease, count, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Lets a frozen lease be used again if its count is open.</summary>
    public async Task<bool> ThawAsync(WindowLease lease, CancellationToken cancellationToken)
    {
        if (lease.Count is not { } count || !await store.IsOpenAsync(lease.Key, count, cancellationToken))
        {
            return false;
        }

        lease.Thaw();
        return true;
    }

    private async Task JoinInTurnAsync(WindowLease lease, string count, CancellationToken cancellationToken)
    {
        if (lease.Count == count)
        {
            // What was on its way was lent under it.
            return;
        }

        var (held, decisions) = lease.Freeze();
        var (waiting, events) = spooled.Of(lease.Budget, lease.Key, decisions);
        if (await store.JoinAsync(lease.Key, count, router.Id, held + waiting, [.. decisions, .. events], cancellationToken))
        {
            lease.Joined(count);
        }
    }

    private async Task CountAsync(WindowLease lease, string? replaced)
    {
        var (count, begun) = await store.BeginAsync(lease.Key, replaced, router.Id, CancellationToken.None);
        if (!begun)
        {
            await JoinAsync(lease, count, CancellationToken.None);
            for (var since = time.GetTimestamp(); !await ThawAsync(lease, CancellationToken.None);)
            {
                if (time.GetElapsedTime(since) > timing.Patience)
                {
                    throw new TimeoutException("Another router has not finished counting.");
                }

                await Task.Delay(timing.Look, time);
            }

            return;
        }

        LogBegun(lease.Budget.Id, lease.Key.Window.Start);
        await store.TellAsync(new(BudgetMessageKind.Count, router.Id, lease.Key.ToString()), CancellationToken.None);
        await JoinAsync(lease, count, CancellationToken.None);
        await Task.Delay(timing.Join, time);
        OpenOutcome outcome;
        do
        {
            var (routers, counted) = await store.JoinedAsync(lease.Key, CancellationToken.None);
            var spent = await ledger.SpentAsync(lease.Budget.Id, lease.Key, routers, counted, CancellationToken.None);
            outcome = await store.OpenAsync(lease.Key, count, routers.Count, spent, CancellationToken.None);
            if (outcome == OpenOutcome.Open)
            {
                LogDone(lease.Budget.Id, lease.Key.Window.Start, routers.Count, spent);
                lease.Thaw();
            }
        }
        while (outcome == OpenOutcome.JoinedMeanwhile);
    }

    [LoggerMessage(EventId = 550, Level = LogLevel.Information, Message = "Counting what is spent of the budget {Budget} since {Start} anew.")]
    private partial void LogBegun(string budget, DateTimeOffset start);

    [LoggerMessage(EventId = 551, Level = LogLevel.Information,
        Message = "Counted what is spent of the budget {Budget} since {Start} anew: {Routers} routers said what they hold, the ledger has {Spent}.")]
    private partial void LogDone(string budget, DateTimeOffset start, int routers, NanoDollars spent);
}
