namespace Routing.Money.Budgets;

/// <summary>How often a budget begins anew. All periods are cut in UTC.</summary>
public enum BudgetPeriod
{
    /// <summary>At every full minute.</summary>
    Minute,

    /// <summary>At midnight.</summary>
    Day,

    /// <summary>At midnight before Monday, as ISO 8601 cuts weeks.</summary>
    Week,

    /// <summary>At midnight before the first of the month.</summary>
    Month,

    /// <summary>Never.</summary>
    Total,
}
