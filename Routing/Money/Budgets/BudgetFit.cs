using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Routing.Decisions;
using static System.FormattableString;

namespace Routing.Money.Budgets;

/// <summary>Which candidates of a request its budgets have room for, and with how long an answer. Away from a limit it changes nothing and costs next to nothing.</summary>
public sealed class BudgetFit
{
    private readonly Quote[] _asked;
    private readonly IReadOnlyList<Budget> _budgets;
    private Quote?[]? _kept;
    private Exclusion?[]? _exclusions;
    private Dictionary<string, NanoDollars>? _left;

    /// <summary>Drops the candidates that nobody can set money aside for where a budget wants that.</summary>
    /// <param name="quotes">What each candidate may cost, in the order of the candidates; not to be changed afterwards.</param>
    /// <param name="budgets">The budgets that bound the request.</param>
    public BudgetFit(Quote[] quotes, IReadOnlyList<Budget> budgets)
    {
        ArgumentNullException.ThrowIfNull(quotes);
        ArgumentNullException.ThrowIfNull(budgets);
        _asked = quotes;
        _budgets = budgets;
        for (var i = 0; i < quotes.Length; i++)
        {
            if (quotes[i].Bound is null && StrictFor(quotes[i]) is { } strict)
            {
                Drop(i, ExclusionReason.PriceUnknown, $"it has no price, and the budget {strict.Id} allows only models with one");
                Unpriced = Array.TrueForAll(_kept!, static kept => kept is null) ? strict : null;
            }
        }
    }

    /// <summary>The budget for which no candidate has a price; null when some have one.</summary>
    public Budget? Unpriced { get; }

    /// <summary>What each candidate may cost, without those that dropped out.</summary>
    public ImmutableArray<Quote> Kept => _kept is null
        ? ImmutableCollectionsMarshal.AsImmutableArray(_asked)
        : [.. _kept.OfType<Quote>()];

    /// <summary>The candidates that dropped out.</summary>
    public IEnumerable<Exclusion> Exclusions => _exclusions?.OfType<Exclusion>() ?? [];

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

    /// <summary>Whether a candidate, by its place, has not dropped out.</summary>
    public bool Keeps(int candidate) => _kept is null || _kept[candidate] is not null;

    /// <summary>What is to be set aside in a budget: the dearest that it counts.</summary>
    public NanoDollars Dearest(Budget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var dearest = NanoDollars.Zero;
        for (var i = 0; i < _asked.Length; i++)
        {
            if ((_kept is null ? _asked[i] : _kept[i]) is { } quote && quote.Amount > dearest && budget.Counts(quote.Deployment))
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
        (_left ??= new(StringComparer.Ordinal))[budget.Id] = left;
        Begin();
        for (var i = 0; i < _asked.Length; i++)
        {
            if (_exclusions![i] is not { Reason: ExclusionReason.PriceUnknown })
            {
                Fit(i);
            }
        }

        return Array.Exists(_kept!, static quote => quote is not null);
    }

    private void Fit(int i)
    {
        Quote? fitting = _asked[i];
        _exclusions![i] = null;
        foreach (var budget in _budgets)
        {
            if (fitting is { } quote && _left!.TryGetValue(budget.Id, out var left) && budget.Counts(quote.Deployment))
            {
                fitting = quote.Within(left);
                if (fitting is null)
                {
                    Drop(i, ExclusionReason.BudgetTooSmall, Invariant($"it may cost {quote.Shortest().Amount}, and the budget {budget.Id} has {left} left"));
                }
            }
        }

        _kept![i] = fitting;
    }

    private Budget? StrictFor(in Quote quote)
    {
        foreach (var budget in _budgets)
        {
            if (budget is { IsHard: true, AllowsUnpriced: false } && budget.Counts(quote.Deployment))
            {
                return budget;
            }
        }

        return null;
    }

    private void Drop(int i, ExclusionReason reason, string detail)
    {
        Begin();
        _kept![i] = null;
        _exclusions![i] = new(_asked[i].Deployment.Id, reason, detail);
    }

    private void Begin()
    {
        _exclusions ??= new Exclusion?[_asked.Length];
        _kept ??= Array.ConvertAll(_asked, static quote => (Quote?)quote);
    }
}
