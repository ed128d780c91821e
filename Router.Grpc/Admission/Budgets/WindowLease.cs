using Routing.Money;
using Routing.Money.Budgets;
using ServiceDefaults.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Money of one window that this router may spend without asking: lent to it by the shared counter, or spent beyond it.</summary>
internal sealed class WindowLease : IDisposable
{
    /// <summary>For this long after others needed money nothing is kept that is not in use.</summary>
    public static readonly TimeSpan NothingKept = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly string _borrower = Guid.NewGuid().ToString("N");
    private readonly HashSet<string> _decisions = new(StringComparer.Ordinal);
    private long _free;
    private long _setAside;
    private long _spent;
    private long _counted;
    private long _moves;
    private string? _count;
    private bool _frozen;

    public WindowLease(Budget budget, BudgetKey key, TimeProvider time)
    {
        (Budget, Key) = (budget, key);
        (LastUse, Scarcity, Recall, Outage) = (new(time), new(time), new(time), new(time));
        Ceiling = new(this);
    }

    public BudgetKey Key { get; }

    /// <summary>The budget as it is now; its limit may change while the window lasts.</summary>
    public Budget Budget { get; set; }

    /// <summary>What the catalog has been told that this router may hold.</summary>
    public LeaseCeiling Ceiling { get; }

    /// <summary>One request at a time asks the store.</summary>
    public SemaphoreSlim Turn { get; } = new(1);

    /// <summary>One move of money at a time is under way.</summary>
    public SemaphoreSlim Moves { get; } = new(1);

    /// <summary>Makes the last move again, of which nobody knows whether it was made; null when that is known.</summary>
    public Func<Task>? Unsure { get; set; }

    /// <summary>When a request last had money set aside.</summary>
    public Moment LastUse { get; }

    /// <summary>When others last needed what is not used here, or nothing was left.</summary>
    public Moment Scarcity { get; }

    /// <summary>When this router last asked others for what they do not use.</summary>
    public Moment Recall { get; }

    /// <summary>When the store, or the catalog that the window is counted anew from, last could not be asked.</summary>
    public Moment Outage { get; }

    /// <summary>The count under way that this router puts together; null when there is none.</summary>
    public Task? Counting { get; set; }

    /// <summary>The count under which the money was lent; null before the first.</summary>
    public string? Count
    {
        get
        {
            lock (_gate)
            {
                return _count;
            }
        }
    }

    /// <summary>Whether nothing may be set aside until a new count is open.</summary>
    public bool IsFrozen
    {
        get
        {
            lock (_gate)
            {
                return _frozen;
            }
        }
    }

    /// <summary>What may still be set aside; negative when more was spent than lent.</summary>
    public NanoDollars Free
    {
        get
        {
            lock (_gate)
            {
                return new(_free);
            }
        }
    }

    /// <summary>
    /// What is set aside or free, which the shared counter has and the ledger has not; and what was spent through this lease since the
    /// router started.
    /// </summary>
    public (NanoDollars Held, NanoDollars Spent) HeldAndSpent
    {
        get
        {
            lock (_gate)
            {
                return (new(_setAside + _free), new(_spent));
            }
        }
    }

    /// <summary>Whether a request has it open.</summary>
    public bool IsUsed
    {
        get
        {
            lock (_gate)
            {
                return _setAside > 0 || _decisions.Count > 0;
            }
        }
    }

    /// <summary>Whether there is anything to tell or to be told of it.</summary>
    public bool HoldsAnything
    {
        get
        {
            lock (_gate)
            {
                return _free != 0 || _setAside != 0 || _frozen || _decisions.Count > 0 || Unsure is not null;
            }
        }
    }

    /// <summary>How thin the budget has become, as far as this router knows.</summary>
    public BudgetBand Band
    {
        get
        {
            lock (_gate)
            {
                return BudgetBands.Of(new(Math.Max(0, _counted - Math.Max(0, _free))), Budget.Limit);
            }
        }
    }

    /// <summary>What all routers together have spent, set aside or borrowed, as last heard.</summary>
    public NanoDollars Counted
    {
        get
        {
            lock (_gate)
            {
                return new(_counted);
            }
        }
    }

    /// <summary>Sets money aside for a decision if there is enough.</summary>
    public bool TrySetAside(string decision, NanoDollars amount)
    {
        lock (_gate)
        {
            if (_frozen || _free < amount.Value)
            {
                return false;
            }

            SetAsideLocked(decision, amount.Value);
            return true;
        }
    }

    /// <summary>Sets money aside whether there is enough or not: a soft budget stops nobody.</summary>
    public void SetAside(string decision, NanoDollars amount)
    {
        lock (_gate)
        {
            SetAsideLocked(decision, amount.Value);
        }
    }

    /// <summary>A decision has ended: what it did not spend is free again, and what it spent beyond is missing.</summary>
    /// <returns>Whether the store should hear of it: others need what is free, or more was spent than was lent.</returns>
    public bool Settle(string decision, NanoDollars setAside, NanoDollars spent)
    {
        lock (_gate)
        {
            _decisions.Remove(decision);
            _setAside -= setAside.Value;
            _free += setAside.Value - spent.Value;
            _spent += spent.Value;
            return _free < 0 || (_free > 0 && Scarcity.IsWithin(NothingKept));
        }
    }

    /// <summary>Money was lent. What was lent under a count that no longer holds is no money.</summary>
    public void Lend(string count, NanoDollars amount, NanoDollars counted)
    {
        lock (_gate)
        {
            if (_count is not null && _count != count)
            {
                return;
            }

            _count = count;
            _free += amount.Value;
            _counted = counted.Value;
        }
    }

    /// <summary>What is counted was heard without anything being lent.</summary>
    public void Hear(NanoDollars counted)
    {
        lock (_gate)
        {
            _counted = counted.Value;
        }
    }

    /// <summary>Takes out what is to be moved to the shared counter: unused money goes back as a negative amount, overspending as a positive one.</summary>
    /// <returns>Null when there is nothing to move.</returns>
    public (BudgetMove Move, NanoDollars Amount)? TakeDifference()
    {
        lock (_gate)
        {
            if (_free == 0 || _frozen || _count is null)
            {
                return null;
            }

            var difference = -_free;
            _free = 0;
            _counted += difference;
            return (NextMoveLocked(), new(difference));
        }
    }

    /// <summary>Names the next move.</summary>
    public BudgetMove NextMove()
    {
        lock (_gate)
        {
            return NextMoveLocked();
        }
    }

    /// <summary>Stops admitting, for what the router holds is about to be told.</summary>
    /// <returns>All that is held, and the decisions that it is held for.</returns>
    public (NanoDollars Held, string[] Decisions) Freeze()
    {
        lock (_gate)
        {
            _frozen = true;
            return (new(_setAside + _free), [.. _decisions]);
        }
    }

    /// <summary>What is held is part of this count.</summary>
    public void Joined(string count)
    {
        lock (_gate)
        {
            _count = count;
        }
    }

    /// <summary>The count is open.</summary>
    public void Thaw()
    {
        lock (_gate)
        {
            _frozen = false;
        }
    }

    public void Dispose()
    {
        Turn.Dispose();
        Moves.Dispose();
    }

    private BudgetMove NextMoveLocked() => new(_borrower, ++_moves, _count);

    private void SetAsideLocked(string decision, long amount)
    {
        _decisions.Add(decision);
        _free -= amount;
        _setAside += amount;
        LastUse.Note();
    }
}
