using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>What this router holds of one budget, window by window.</summary>
internal sealed class BudgetAccount(Budget budget, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly string _counter = budget.Counter;
    private volatile WindowLease? _current;
    private List<WindowLease> _earlier = [];

    public string Counter => _counter;

    public Budget Budget { get; private set; } = budget;

    /// <summary>Whether no model without a price may serve. One that counts a part of the models says so of these alone, before the attempt.</summary>
    public bool NeedsPrices => Budget is { IsHard: true, AllowsUnpriced: false, Model: null, Provider: null };

    /// <summary>The lease of the window that holds a moment.</summary>
    public WindowLease At(DateTimeOffset moment)
    {
        var current = _current;
        return current?.Key.Window.Contains(moment) == true ? current : Find(moment);
    }

    /// <summary>The same without beginning a window; null when this router has not used it.</summary>
    public WindowLease? Known(DateTimeOffset moment) => _current is { } current && current.Key.Window.Contains(moment) ? current : null;

    /// <summary>Every window of which anything may be held.</summary>
    public IReadOnlyList<WindowLease> Leases()
    {
        lock (_gate)
        {
            return _current is { } current ? [.. _earlier, current] : _earlier;
        }
    }

    /// <summary>The budget has another limit or another way to treat what goes beyond it.</summary>
    public void Change(Budget changed)
    {
        lock (_gate)
        {
            Budget = changed;
            foreach (var lease in Leases())
            {
                lease.Budget = changed;
            }
        }
    }

    /// <summary>Forgets windows that are over and of which nothing is held.</summary>
    public void Forget(DateTimeOffset now)
    {
        lock (_gate)
        {
            _earlier = _earlier.FindAll(lease => lease.HoldsAnything || lease.Key.Window.Contains(now));
        }
    }

    private WindowLease Find(DateTimeOffset moment)
    {
        lock (_gate)
        {
            if (Leases().FirstOrDefault(lease => lease.Key.Window.Contains(moment)) is { } found)
            {
                return found;
            }

            var begun = new WindowLease(Budget, new(_counter, BudgetWindow.Of(Budget.Period, moment)), time);

            // A request may come late with the time of a window that is over.
            if (_current is { } current && current.Key.Window.Start > begun.Key.Window.Start)
            {
                _earlier = [.. _earlier, begun];
                return begun;
            }

            _earlier = _current is null ? _earlier : [.. _earlier, _current];
            return _current = begun;
        }
    }
}
