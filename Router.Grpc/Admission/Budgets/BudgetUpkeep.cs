using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Gives unused money back: when others need it, when nobody has asked for it, when its window is over and when the router stops.
/// Joins counts, and tells the catalog what this router holds.
/// </summary>
internal sealed partial class BudgetUpkeep(
    BudgetBook book,
    BudgetSurplus surplus,
    BudgetStore store,
    BudgetTeller teller,
    BudgetCounting counting,
    BudgetHolds holds,
    RouterIdentity router,
    BudgetTiming timing,
    TimeProvider time,
    ILogger<BudgetUpkeep> logger) : BackgroundService
{
    private static readonly TimeSpan LastDeadline = TimeSpan.FromSeconds(3);
    private bool _subscribed;

    /// <summary>Requests have ended by now: the server stops before this does.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var deadline = new CancellationTokenSource(LastDeadline, time);
        await Task.WhenAll(book.Accounts.SelectMany(static account => account.Leases())
            .Select(lease => TryAsync(() => teller.SettleAsync(lease, deadline.Token))));
        await holds.EndAsync(deadline.Token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var settling = SettleSignalledAsync(stoppingToken);
        using var timer = new PeriodicTimer(timing.Upkeep, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (!book.IsEmpty)
            {
                await TryAsync(() => KeepUpAsync(stoppingToken));
                await holds.ReportAsync(stoppingToken);
            }
        }

        await settling;
    }

    private async Task KeepUpAsync(CancellationToken cancellationToken)
    {
        if (!_subscribed)
        {
            await store.SubscribeAsync(Heard, cancellationToken);
            _subscribed = true;
        }

        var now = time.GetUtcNow();
        var leases = book.Accounts.SelectMany(static account => account.Leases()).Where(static lease => lease.HoldsAnything).ToList();
        var counts = await store.CountsAsync(leases.ConvertAll(static lease => lease.Key), cancellationToken);
        for (var i = 0; i < leases.Count; i++)
        {
            var lease = leases[i];
            if (counts[i] is { } count && lease.Count is { } known && count != known)
            {
                // A message that says so may have been missed.
                await counting.JoinAsync(lease, count, cancellationToken);
            }
            else if (lease.IsFrozen)
            {
                await counting.ThawAsync(lease, cancellationToken);
            }
            else if (lease.Unsure is not null || lease.Free.Value < 0 || !lease.LastUse.IsWithin(timing.Idle) || !lease.Key.Window.Contains(now)
                || lease.Scarcity.IsWithin(WindowLease.NothingKept))
            {
                await teller.SettleAsync(lease, cancellationToken);
            }
        }

        book.Forget(now);
    }

    private async Task SettleSignalledAsync(CancellationToken stoppingToken)
    {
        await foreach (var lease in surplus.ReadAllAsync(stoppingToken))
        {
            await TryAsync(() => teller.SettleAsync(lease, stoppingToken));
        }
    }

    private void Heard(BudgetMessage message)
    {
        if (message.Router == router.Id || Find(message.Window) is not { } lease)
        {
            return;
        }

        if (message.Kind == BudgetMessageKind.Recall)
        {
            lease.Scarcity.Note();
            surplus.Signal(lease);
        }
        else
        {
            _ = TryAsync(() => JoinAsync(lease));
        }
    }

    private async Task JoinAsync(WindowLease lease)
    {
        if ((await store.CountsAsync([lease.Key], CancellationToken.None))[0] is { } count && count != lease.Count)
        {
            await counting.JoinAsync(lease, count, CancellationToken.None);
        }
    }

    private WindowLease? Find(string window)
    {
        var now = time.GetUtcNow();
        foreach (var account in book.Accounts)
        {
            if (window.StartsWith(account.Counter, StringComparison.Ordinal))
            {
                // Also a window that this router has not used: its spool may hold cost of it.
                return account.Leases().FirstOrDefault(lease => lease.Key.ToString() == window)
                    ?? (account.At(now) is var current && current.Key.ToString() == window ? current : null);
            }
        }

        return null;
    }

    private async Task TryAsync(Func<Task> step)
    {
        try
        {
            await step();
        }
        catch (Exception e) when (RedisFailure.IsOutage(e))
        {
            // Lending says that the store is away. What was on its way there is sent again.
            var failure = e.GetType().Name;
            LogUnsettled(failure);
        }
    }

    [LoggerMessage(EventId = 554, Level = LogLevel.Debug, Message = "The shared counters of budgets cannot be reached ({Failure}).")]
    private partial void LogUnsettled(string failure);
}
