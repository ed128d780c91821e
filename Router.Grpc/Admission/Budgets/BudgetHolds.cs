using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Router.Grpc.Accounting;
using Routing.Money;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Tells the catalog what this router holds, so that it is not forgotten should router and shared counter be lost at once; and counts
/// anew what an earlier process with the same spool held when it died, once its spool is in the ledger.
/// </summary>
internal sealed partial class BudgetHolds(
    BudgetBook book, BudgetLedger ledger, BudgetStore store, BudgetCounting counting, Spool spool, TimeProvider time, ILogger<BudgetHolds> logger)
{
    private readonly HashSet<string> _left = LeftBehind(spool);
    private readonly Dictionary<BudgetKey, NanoDollars> _spentBefore = [];
    private BudgetHold[] _told = [];
    private bool _begun;

    /// <summary>Tells what is held, if it is something else than before.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (!_begun && spool.ClosedSegments().Any(_left.Contains))
        {
            // What the earlier process said must stand until its spool is in the ledger.
            return;
        }

        var held = Held();
        if (_begun && held.SequenceEqual(_told))
        {
            return;
        }

        try
        {
            var replaced = await ledger.ReportAsync(held, cancellationToken);
            _told = held;
            if (!_begun)
            {
                _begun = true;
                await CountAnewAsync(replaced, cancellationToken);
            }
        }
        catch (RpcException e)
        {
            LogUntold(e.StatusCode);
        }
    }

    /// <summary>Says that nothing is held any more.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_told.Length > 0)
        {
            try
            {
                await ledger.ReportAsync([], cancellationToken);
            }
            catch (RpcException e)
            {
                LogUntold(e.StatusCode);
            }
            catch (OperationCanceledException)
            {
                // The stop does not wait for it. What was said last stands until this router is started anew.
                LogUntold(StatusCode.Cancelled);
            }
        }
    }

    // With the attempts whose end nobody knows, which the spool has just settled.
    private static HashSet<string> LeftBehind(Spool spool)
    {
        spool.CloseSegment();
        return [.. spool.ClosedSegments()];
    }

    // What was spent since the last report may not be in the ledger yet.
    private BudgetHold[] Held()
    {
        var holds = new List<BudgetHold>();
        foreach (var account in book.Accounts)
        {
            foreach (var lease in account.Leases())
            {
                var spent = lease.Spent;
                var nanos = lease.Held + spent - _spentBefore.GetValueOrDefault(lease.Key);
                _spentBefore[lease.Key] = spent;
                if (nanos > NanoDollars.Zero)
                {
                    holds.Add(new() { BudgetId = account.Budget.Id, WindowStart = lease.Key.Window.Start.ToTimestamp(), Nanos = nanos.Value });
                }
            }
        }

        return [.. holds];
    }

    private Task CountAnewAsync(IEnumerable<BudgetHold> replaced, CancellationToken cancellationToken)
    {
        var told = replaced.Select(hold =>
            book.Accounts.FirstOrDefault(account => account.Budget.Id == hold.BudgetId)?.At(hold.WindowStart.ToDateTimeOffset())).OfType<WindowLease>();

        // A process that died may have borrowed what it had not told yet.
        var untold = _left.Count > 0 ? book.Accounts.Select(account => account.At(time.GetUtcNow())) : [];
        return Task.WhenAll(told.Union(untold).Select(lease => CountAnewAsync(lease, cancellationToken)));
    }

    private async Task CountAnewAsync(WindowLease lease, CancellationToken cancellationToken)
    {
        await lease.Turn.WaitAsync(cancellationToken);
        try
        {
            if ((await store.CountsAsync([lease.Key], cancellationToken))[0] is { } wrong)
            {
                await counting.EnsureAsync(lease, wrong, cancellationToken);
            }
        }
        catch (Exception e) when (RedisFailure.IsOutage(e) || e is RpcException)
        {
            LogNotCounted(lease.Budget.Id);
        }
        finally
        {
            lease.Turn.Release();
        }
    }

    [LoggerMessage(EventId = 555, Level = LogLevel.Debug, Message = "The catalog was not told what this router holds of budgets ({Status}).")]
    private partial void LogUntold(StatusCode status);

    [LoggerMessage(EventId = 556, Level = LogLevel.Warning,
        Message = "What an earlier process held of the budget {Budget} stays counted as spent until the window ends: counting anew failed.")]
    private partial void LogNotCounted(string budget);
}
