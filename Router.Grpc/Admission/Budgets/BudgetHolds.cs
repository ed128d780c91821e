using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Router.Grpc.Accounting;
using Routing.Money;
using ServiceDefaults.Budgets;
using ServiceDefaults.Redis;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Tells the catalog what this router holds and may come to hold, so that it is not forgotten should router and shared counter be lost
/// at once; and counts anew what an earlier process with the same spool held when it died, once its spool is in the ledger.
/// </summary>
internal sealed partial class BudgetHolds(
    BudgetBook book, BudgetLedger ledger, BudgetStore store, BudgetCounting counting, Spool spool, TimeProvider time, ILogger<BudgetHolds> logger) : IDisposable
{
    // While the catalog is away, loans do not wait for it: a window cannot be counted anew either.
    private static readonly TimeSpan LeftAlone = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _turn = new(1);
    private readonly HashSet<string> _left = LeftBehind(spool);
    private readonly Moment _unheard = new(time);
    private BudgetHold[]? _told = [];
    private IReadOnlyList<BudgetHold>? _replaced;

    // Until then the catalog keeps what an earlier process said, which must stand until its spool is in the ledger.
    private bool _begun;

    /// <summary>Tells what is held, if it is something else than before.</summary>
    public async Task ReportAsync(CancellationToken cancellationToken)
    {
        await InTurnAsync(() => TellAsync(cancellationToken), cancellationToken);
        if (Interlocked.Exchange(ref _replaced, null) is { } replaced)
        {
            await CountAnewAsync(replaced, cancellationToken);
        }
    }

    /// <summary>Has the catalog know of a loan before it is asked for, unless what it was told last is enough for that.</summary>
    /// <param name="lease">For what window; its moves are the caller's.</param>
    /// <param name="loan">The most that is asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask AllowAsync(WindowLease lease, NanoDollars loan, CancellationToken cancellationToken)
    {
        if (lease.Ceiling.TryAsk(loan))
        {
            return;
        }

        if (!_unheard.IsWithin(LeftAlone))
        {
            await InTurnAsync(() => TellAsync(lease, loan, cancellationToken), cancellationToken);
        }

        if (!lease.Ceiling.TryAsk(loan))
        {
            lease.Ceiling.AskUntold(loan);
        }
    }

    /// <summary>Says that nothing is held any more.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        if (_begun)
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

    public void Dispose() => _turn.Dispose();

    private async Task InTurnAsync(Func<Task> tell, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            await tell();
        }
        catch (RpcException e)
        {
            // Nobody knows what the catalog has now; the lesser of old and new binds until it is told again.
            _told = null;
            _unheard.Note();
            LogUntold(e.StatusCode);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task TellAsync(CancellationToken cancellationToken)
    {
        if (!_begun && spool.ClosedSegments().Any(_left.Contains))
        {
            return;
        }

        var (holds, ceilings) = Held();
        if (!_begun || _told is null || !holds.SequenceEqual(_told))
        {
            var replaced = await ledger.ReportAsync(holds, cancellationToken);
            _told = holds;
            if (!_begun)
            {
                (_begun, _replaced) = (true, replaced);
            }
        }

        foreach (var (lease, ceiling) in ceilings)
        {
            lease.Ceiling.ToldRound(ceiling);
        }
    }

    private async Task TellAsync(WindowLease lease, NanoDollars loan, CancellationToken cancellationToken)
    {
        if (!_begun)
        {
            await TellAsync(cancellationToken);
        }

        if (_begun)
        {
            _told = null;
            var (held, ceiling) = lease.Ceiling.Tell(loan);
            await ledger.ReportAsync(HoldOf(lease, held, ceiling), cancellationToken);
            lease.Ceiling.Told(ceiling);
        }
    }

    // With the attempts whose end nobody knows, which the spool has just settled.
    private static HashSet<string> LeftBehind(Spool spool)
    {
        spool.CloseSegment();
        return [.. spool.ClosedSegments()];
    }

    private (BudgetHold[] Holds, List<(WindowLease Lease, NanoDollars Ceiling)> Ceilings) Held()
    {
        var holds = new List<BudgetHold>();
        var ceilings = new List<(WindowLease, NanoDollars)>();
        foreach (var lease in book.Accounts.SelectMany(static account => account.Leases()))
        {
            var (held, ceiling) = lease.Ceiling.TellRound();
            ceilings.Add((lease, ceiling));
            if (ceiling > NanoDollars.Zero)
            {
                holds.Add(HoldOf(lease, held, ceiling));
            }
        }

        return ([.. holds], ceilings);
    }

    private static BudgetHold HoldOf(WindowLease lease, NanoDollars held, NanoDollars ceiling) => new()
    {
        BudgetId = lease.Budget.Id,
        WindowStart = lease.Key.Window.Start.ToTimestamp(),
        Nanos = held.Value,
        CeilingNanos = ceiling.Value,
    };

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
