using System.Globalization;
using Routing.Money.Budgets;

namespace ServiceDefaults.Budgets;

/// <summary>One window of one budget.</summary>
/// <param name="Counter">The budget's <see cref="Budget.Counter"/>.</param>
/// <param name="Window">The window.</param>
public readonly record struct BudgetKey(string Counter, BudgetWindow Window)
{
    /// <summary>The window of a budget that holds a moment.</summary>
    public static BudgetKey Of(Budget budget, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(budget);
        return new(budget.Counter, BudgetWindow.Of(budget.Period, at));
    }

    /// <summary>As messages name it: counter and start in seconds since 1970.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Counter}/{Window.Start.ToUnixTimeSeconds()}");
}
