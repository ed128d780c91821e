using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Money set aside for one request in every budget that bounds it, until the request ends.</summary>
internal sealed class BudgetReservation(string decision, Action<WindowLease> changed)
{
    private readonly Lock _gate = new();
    private readonly List<Share> _shares = [];
    private bool _settled;

    /// <summary>The decision it is for.</summary>
    public string Decision => decision;

    /// <summary>A soft budget that was exceeded or could not be checked; null when none was.</summary>
    public string? Warning { get; set; }

    /// <summary>Counts what was set aside in a lease.</summary>
    public void Add(WindowLease lease, NanoDollars amount)
    {
        lock (_gate)
        {
            if (_shares.Find(share => share.Lease == lease) is { } share)
            {
                share.SetAside += amount;
            }
            else
            {
                _shares.Add(new() { Lease = lease, SetAside = amount });
            }
        }
    }

    /// <summary>Uses the money for an attempt, where what is set aside covers it beside what was spent and is under way.</summary>
    /// <param name="quote">The attempt.</param>
    /// <param name="missing">The first lease in which more must be set aside, and how much.</param>
    public bool TryUse(in Quote quote, out (WindowLease Lease, NanoDollars Amount) missing)
    {
        lock (_gate)
        {
            foreach (var share in _shares)
            {
                if (share.Lease.Budget.Counts(quote.Deployment) && share.Spent + share.UnderWay + quote.Amount > share.SetAside)
                {
                    missing = (share.Lease, share.Spent + share.UnderWay + quote.Amount - share.SetAside);
                    return false;
                }
            }

            foreach (var share in _shares)
            {
                share.UnderWay += share.Lease.Budget.Counts(quote.Deployment) ? quote.Amount : NanoDollars.Zero;
            }

            missing = default;
            return true;
        }
    }

    /// <summary>An attempt has ended.</summary>
    /// <param name="quote">As it was begun.</param>
    /// <param name="cost">What it cost; null when nobody knows.</param>
    public void Used(in Quote quote, NanoDollars? cost)
    {
        lock (_gate)
        {
            foreach (var share in _shares)
            {
                if (share.Lease.Budget.Counts(quote.Deployment))
                {
                    share.UnderWay -= quote.Amount;
                    share.Spent += cost ?? NanoDollars.Zero;
                }
            }
        }
    }

    /// <summary>Gives back everything before an attempt was made, to set other amounts aside.</summary>
    public void Release()
    {
        lock (_gate)
        {
            SettleAll();
            _shares.Clear();
        }
    }

    /// <summary>The request has ended, however it did: what it did not spend is free again. A second time it changes nothing.</summary>
    public void Settle()
    {
        lock (_gate)
        {
            if (_settled)
            {
                return;
            }

            _settled = true;
            SettleAll();
        }
    }

    private void SettleAll()
    {
        foreach (var share in _shares)
        {
            // An attempt whose end was never heard of may have cost what it could at most cost.
            if (share.Lease.Settle(decision, share.SetAside, share.Spent + share.UnderWay))
            {
                changed(share.Lease);
            }
        }
    }

    private sealed class Share
    {
        public required WindowLease Lease { get; init; }

        public NanoDollars SetAside { get; set; }

        public NanoDollars UnderWay { get; set; }

        public NanoDollars Spent { get; set; }
    }
}
