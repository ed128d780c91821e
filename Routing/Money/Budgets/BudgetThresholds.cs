namespace Routing.Money.Budgets;

/// <summary>The shares of a budget that are worth telling somebody about.</summary>
public static class BudgetThresholds
{
    /// <summary>In percent, lowest first.</summary>
    public static IReadOnlyList<int> All { get; } = [50, 80, 100];

    /// <summary>The highest threshold that has been reached; 0 when none has.</summary>
    public static int Reached(NanoDollars spent, NanoDollars limit)
    {
        var reached = 0;
        foreach (var percent in All)
        {
            reached = (Int128)spent.Value * 100 >= (Int128)limit.Value * percent ? percent : reached;
        }

        return reached;
    }
}
