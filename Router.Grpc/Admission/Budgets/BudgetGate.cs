using Router.Grpc.Forwarding;
using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// Sets aside, for a request that has been decided on, what its dearest candidate may cost, in every budget that bounds it. Candidates
/// that a budget has no room for drop out; a request is refused when none is left.
/// </summary>
internal sealed class BudgetGate(BudgetBook book, BudgetSurplus surplus, BudgetLending? lending = null)
{
    // What is left may change while it is being set aside, but not for ever.
    private const int MostRounds = 8;

    /// <summary>What a decision must know of the caller's budgets.</summary>
    public CallerBudgets Of(Caller caller, DateTimeOffset now)
    {
        var found = default(CallerBudgets);
        if (!book.IsEmpty && book.Of(caller) is { } accounts)
        {
            foreach (var account in accounts)
            {
                var band = account.Known(now)?.Band ?? BudgetBand.Ample;
                found = new(band > found.Band ? band : found.Band, found.NeedPrices || account.NeedsPrices);
            }
        }

        return found;
    }

    /// <summary>Whether any budget bounds what a caller spends.</summary>
    public bool Bound(Caller caller) => !book.IsEmpty && book.Of(caller) is not null;

    /// <summary>Sets money aside for the call's first attempt, whichever candidate it goes to.</summary>
    /// <returns>Null when the call may go on, with a reservation if any budget bounds it.</returns>
    public async ValueTask<BudgetRefusal?> AdmitAsync(ChatCall call, CancellationToken cancellationToken)
    {
        if (book.IsEmpty || book.Of(call.Caller) is not { } accounts)
        {
            return null;
        }

        var leases = accounts.ConvertAll(account => account.At(call.Time));
        var fit = new BudgetFit(BudgetQuotes.Of(call), accounts.ConvertAll(static account => account.Budget));
        var reservation = new BudgetReservation(call.DecisionId, surplus.Signal);
        try
        {
            if (await SetAsideAsync(reservation, fit, leases, cancellationToken) is { } refusal)
            {
                return refusal;
            }

            call.Reservation = reservation;
        }
        finally
        {
            if (call.Reservation is null)
            {
                reservation.Settle();
            }
        }

        call.Quotes = fit.Kept;
        if (call.Quotes.Length < call.Candidates.Length)
        {
            call.Unaffordable = [.. fit.Exclusions];
            call.Candidates = [.. call.Candidates.Where((_, i) => fit.Keeps(i))];
        }

        return null;
    }

    /// <summary>Makes sure that an attempt is covered by what is set aside, and sets more aside where earlier attempts have used it up.</summary>
    /// <returns>False when a budget has no room for it.</returns>
    public async ValueTask<bool> TryUseAsync(ChatCall call, Quote quote, CancellationToken cancellationToken)
    {
        if (call.Reservation is not { } reservation)
        {
            return true;
        }

        while (!reservation.TryUse(quote, out var missing))
        {
            var (lease, amount) = missing;
            if (await Lending.SetAsideAsync(lease, call.DecisionId, amount, cancellationToken) == Funding.Done)
            {
                reservation.Add(lease, amount);
            }
            else if (lease.Budget.IsHard)
            {
                return false;
            }
            else
            {
                Exceed(reservation, lease, amount, checkedIt: true);
            }
        }

        return true;
    }

    // A router that runs alone has neither budgets nor anybody to lend.
    private BudgetLending Lending => lending ?? throw new InvalidOperationException("There are budgets, and nothing keeps count of them.");

    private async ValueTask<BudgetRefusal?> SetAsideAsync(
        BudgetReservation reservation, BudgetFit fit, List<WindowLease> leases, CancellationToken cancellationToken)
    {
        if (fit.Unpriced is { } unpriced)
        {
            return Refusal(BudgetRefusalKind.Unpriced, leases.Find(lease => lease.Budget == unpriced)!, fit);
        }

        for (var round = 0; ; round++)
        {
            var (lacking, funding) = await SetAsideAllAsync(reservation, fit, leases, cancellationToken);
            if (lacking is null)
            {
                return null;
            }

            if (funding == Funding.Unavailable)
            {
                return Refusal(BudgetRefusalKind.StoreUnavailable, lacking, fit);
            }

            // What was set aside elsewhere was for the quotes as they were.
            reservation.Release();
            if (!fit.TryFit(lacking.Budget, Left(lacking)) || round == MostRounds)
            {
                return Refusal(BudgetRefusalKind.Exhausted, lacking, fit);
            }
        }
    }

    private async ValueTask<(WindowLease? Lacking, Funding Funding)> SetAsideAllAsync(
        BudgetReservation reservation, BudgetFit fit, List<WindowLease> leases, CancellationToken cancellationToken)
    {
        List<WindowLease>? dry = null;
        foreach (var lease in leases)
        {
            var amount = fit.Dearest(lease.Budget);
            if (lease.TrySetAside(reservation.Decision, amount))
            {
                reservation.Add(lease, amount);
            }
            else
            {
                (dry ??= []).Add(lease);
            }
        }

        return dry is null ? (null, Funding.Done) : await BorrowAllAsync(reservation, fit, dry, cancellationToken);
    }

    private async ValueTask<(WindowLease? Lacking, Funding Funding)> BorrowAllAsync(
        BudgetReservation reservation, BudgetFit fit, List<WindowLease> dry, CancellationToken cancellationToken)
    {
        // In all of them at once, for one whose window is counted anew takes seconds.
        var fundings = await Task.WhenAll(dry.ConvertAll(lease => BorrowAsync(reservation, lease, fit.Dearest(lease.Budget), cancellationToken)));
        foreach (var (lease, funding) in dry.Zip(fundings))
        {
            if (funding == Funding.Done)
            {
                continue;
            }

            if (lease.Budget.IsHard)
            {
                return (lease, funding);
            }

            Exceed(reservation, lease, fit.Dearest(lease.Budget), funding == Funding.Short);
        }

        return (null, Funding.Done);
    }

    private async Task<Funding> BorrowAsync(BudgetReservation reservation, WindowLease lease, NanoDollars amount, CancellationToken cancellationToken)
    {
        var funding = await Lending.SetAsideAsync(lease, reservation.Decision, amount, cancellationToken);
        if (funding == Funding.Done)
        {
            // Whatever becomes of the others: nothing stays set aside that nobody knows of.
            reservation.Add(lease, amount);
        }

        return funding;
    }

    private void Exceed(BudgetReservation reservation, WindowLease lease, NanoDollars amount, bool checkedIt)
    {
        lease.SetAside(reservation.Decision, amount);
        reservation.Add(lease, amount);
        reservation.Warning = checkedIt ? $"{lease.Budget.Id}; exceeded" : $"{lease.Budget.Id}; unchecked";
        surplus.Signal(lease);
    }

    private static NanoDollars Left(WindowLease lease) => new(Math.Max(0, lease.Budget.Limit.Value - lease.Counted.Value + lease.Free.Value));

    private static BudgetRefusal Refusal(BudgetRefusalKind kind, WindowLease lease, BudgetFit fit) =>
        new(kind, lease.Budget, lease.Key.Window, Left(lease), fit.Cheapest);
}
