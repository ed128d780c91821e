namespace Routing.Money.Budgets;

/// <summary>What scopes and periods are called on every wire, in tables and in messages.</summary>
public static class BudgetNames
{
    /// <summary>Every kind of scope, widest first.</summary>
    public static IReadOnlyList<string> Scopes { get; } = ["organisation", "project", "key"];

    /// <summary>Every period, shortest first.</summary>
    public static IReadOnlyList<string> Periods { get; } = ["minute", "day", "week", "month", "total"];

    /// <summary>The name of a kind of scope.</summary>
    public static string Of(BudgetScopeKind kind) => Scopes[(int)kind];

    /// <summary>The name of a period.</summary>
    public static string Of(BudgetPeriod period) => Periods[(int)period];

    /// <summary>The kind of scope of that name; null where there is none.</summary>
    public static BudgetScopeKind? Scope(string name) => Find(Scopes, name) is >= 0 and var found ? (BudgetScopeKind)found : null;

    /// <summary>The period of that name; null where there is none.</summary>
    public static BudgetPeriod? Period(string name) => Find(Periods, name) is >= 0 and var found ? (BudgetPeriod)found : null;

    private static int Find(IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
