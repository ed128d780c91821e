using Routing.Decisions;
using static System.FormattableString;

namespace Routing.Money.Budgets;

/// <summary>Which candidates of a request its budgets have room for, and with how long an answer.</summary>
public sealed class BudgetFit
{
    private readonly Quote[] _asked;
    private readonly Quote?[] _kept;
    private readonly Exclusion?[] _exclusions;
    private readonly Dictionary<string, NanoDollars> _left = new(StringComparer.Ordinal);
    private readonly Budget[] _budgets;

    /// <summary>Drops the candidates that nobody can set money aside for where a budget wants that.</summary>
    /// <param name="quotes">What each candidate may cost, in the order of the candidates.</param>
    /// <param name="budgets">The budgets that bound the request.</param>
    public BudgetFit(IEnumerable<Quote> quotes, IEnumerable<Budget> budgets)
    {
        _asked = [.. quotes];
        _budgets = [.. budgets];
        _kept = [.. _asked.Select(static quote => (Quote?)quote)];
        _exclusions = new Exclusion?[_asked.Length];
        for (var i = 0; i < _asked.Length; i++)
        {
            var quote = _asked[i];
            if (quote.Bound is null && Array.Find(_budgets, budget => budget is { IsHard: true, AllowsUnpriced: false } && budget.Counts(quote.Deployment)) is { } strict)
            {
                Drop(i, ExclusionReason.PriceUnknown, $"it has no price, and the budget {strict.Id} allows only models with one");
                Unpriced = _kept.All(static kept => kept is null) ? strict : null;
            }
        }
    }

    /// <summary>The budget for which no candidate has a price; null when some have one.</summary>
    public Budget? Unpriced { get; }

    /// <summary>What each candidate may cost, without those that dropped out.</summary>
    public IEnumerable<Quote> Kept => _kept.OfType<Quote>();

    /// <summary>The candidates that dropped out.</summary>
    public IEnumerable<Exclusion> Exclusions => _exclusions.OfType<Exclusion>();

    /// <summary>Whether a candidate, by its place, has not dropped out.</summary>
    public bool Keeps(int candidate) => _kept[candidate] is not null;

    /// <summary>What the cheapest way to serve the request may cost.</summary>
    public NanoDollars Cheapest
    {
        get
        {
            NanoDollars? cheapest = null;
            foreach (var quote in _asked)
            {
                var amount = quote.Shortest().Amount;
                cheapest = quote.Bound is null || cheapest <= amount ? cheapest : amount;
            }

            return cheapest ?? NanoDollars.Zero;
        }
    }

    /// <summary>What is to be set aside in a budget: the dearest that it counts.</summary>
    public NanoDollars Dearest(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var dearest = NanoDollars.Zero;
        foreach (var kept in _kept)
        {
            if (kept is { } quote && quote.Amount > dearest && budget.Counts(quote.Deployment))
            {
                dearest = quote.Amount;
            }
        }

        return dearest;
    }

    /// <summary>Fits the candidates to what is left of a budget: open answers become shorter, what does not fit drops out.</summary>
    /// <returns>False when none is left.</returns>
    public bool TryFit(Budget budget, NanoDollars left)
    {
        ArgumentNullException.ThrowIfNull(budget);
        _left[budget.Id] = left;
        for (var i = 0; i < _asked.Length; i++)
        {
            if (_exclusions[i] is { Reason: ExclusionReason.PriceUnknown })
            {
                continue;
            }

            Fit(i);
        }

        return Array.Exists(_kept, static quote => quote is not null);
    }

    private void Fit(int i)
    {
        Quote? fitting = _asked[i];
        _exclusions[i] = null;
        foreach (var budget in _budgets)
        {
            if (fitting is { } quote && _left.TryGetValue(budget.Id, out var left) && budget.Counts(quote.Deployment))
            {
                fitting = quote.Within(left);
                if (fitting is null)
                {
                    Drop(i, ExclusionReason.BudgetTooSmall, Invariant($"it may cost {quote.Shortest().Amount}, and the budget {budget.Id} has {left} left"));
                }
            }
        }

        _kept[i] = fitting;
    }

    private void Drop(int i, ExclusionReason reason, string detail)
    {
        _kept[i] = null;
        _exclusions[i] = new(_asked[i].Deployment.Id, reason, detail);
    }
}
