namespace Routing.Money.Budgets;

/// <summary>How much is left of the tightest budget of a request, coarse enough to decide by.</summary>
public enum BudgetBand
{
    /// <summary>No budget applies.</summary>
    None,

    /// <summary>Less than four fifths are spent or set aside.</summary>
    Ample,

    /// <summary>Four fifths are.</summary>
    Thin,

    /// <summary>All of it is, or nearly: less than a hundredth is left.</summary>
    Spent,
}
