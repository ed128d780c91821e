using Routing.Money;

namespace Router.Grpc.Admission.Budgets;

/// <summary>
/// How much this router may hold of a window before it tells the catalog so. A window that is counted anew while the router does not
/// answer allows for all of that: so nothing that it was lent just before can be lent twice.
/// </summary>
internal sealed class LeaseCeiling(WindowLease lease)
{
    // Room for loans to come, so that not each must be told first: this many like the last, or as much again as is held; but never more
    // than a part of what is left, which a router that is lost keeps from the others.
    private const int Loans = 4;
    private const int PartOfRemainder = 16;

    private readonly Lock _gate = new();
    private long _told;
    private long _asked;
    private long _lastLoan;
    private long _spentBefore;
    private long _spentAtRound;

    /// <summary>Whether a loan stays below what was told; then it counts until it is answered.</summary>
    public bool TryAsk(NanoDollars loan)
    {
        lock (_gate)
        {
            if (HeldLocked() + loan.Value > _told)
            {
                return false;
            }

            (_asked, _lastLoan) = (loan.Value, loan.Value);
            return true;
        }
    }

    /// <summary>The same for a loan of which the catalog cannot be told.</summary>
    public void AskUntold(NanoDollars loan)
    {
        lock (_gate)
        {
            (_asked, _lastLoan) = (loan.Value, loan.Value);
        }
    }

    /// <summary>What was asked for is lent or refused.</summary>
    public void Answered()
    {
        lock (_gate)
        {
            _asked = 0;
        }
    }

    /// <summary>What is to be told now: what is held, and the most that it becomes. From here on the lesser of old and new binds.</summary>
    /// <param name="loan">What is to be asked for next.</param>
    public (NanoDollars Held, NanoDollars Ceiling) Tell(NanoDollars loan)
    {
        lock (_gate)
        {
            return TellLocked(loan.Value);
        }
    }

    /// <summary>The same in the regular round.</summary>
    public (NanoDollars Held, NanoDollars Ceiling) TellRound()
    {
        lock (_gate)
        {
            _spentAtRound = lease.HeldAndSpent.Spent.Value;
            return TellLocked(0);
        }
    }

    /// <summary>The catalog has taken it down. What was spent before the last round will be in its ledger by the next.</summary>
    public void ToldRound(NanoDollars ceiling)
    {
        lock (_gate)
        {
            _spentBefore = _spentAtRound;
            _told = ceiling.Value;
        }
    }

    /// <summary>The catalog has taken it down.</summary>
    public void Told(NanoDollars ceiling)
    {
        lock (_gate)
        {
            _told = ceiling.Value;
        }
    }

    private (NanoDollars Held, NanoDollars Ceiling) TellLocked(long loan)
    {
        var held = Math.Max(0, HeldLocked());
        var needed = held + _asked + loan;
        var room = Math.Min(Math.Max(Loans * Math.Max(loan, _lastLoan), held), Math.Max(0, lease.Budget.Limit.Value - lease.Counted.Value) / PartOfRemainder);
        var ceiling = needed == 0 ? 0 : needed + room;
        _told = Math.Min(_told, ceiling);
        return (new(held), new(ceiling));
    }

    // What was spent since may not be in the ledger yet.
    private long HeldLocked()
    {
        var (held, spent) = lease.HeldAndSpent;
        return held.Value + spent.Value - _spentBefore;
    }
}
