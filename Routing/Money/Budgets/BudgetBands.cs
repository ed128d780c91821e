namespace Routing.Money.Budgets;

/// <summary>Tells the bands of a budget apart.</summary>
public static class BudgetBands
{
    private const int ThinFrom = 80;
    private const int SpentFrom = 99;

    /// <summary>The band of a budget of which that much is spent or set aside.</summary>
    public static BudgetBand Of(NanoDollars counted, NanoDollars limit)
    {
        var hundredfold = (Int128)counted.Value * 100;
        return hundredfold >= (Int128)limit.Value * SpentFrom ? BudgetBand.Spent
            : hundredfold >= (Int128)limit.Value * ThinFrom ? BudgetBand.Thin
            : BudgetBand.Ample;
    }
}
