namespace Routing.Money.Budgets;

/// <summary>Whose money a budget bounds.</summary>
/// <param name="Kind">What the id names.</param>
/// <param name="Id">The organisation, project or virtual key.</param>
public readonly record struct BudgetScope(BudgetScopeKind Kind, string Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{BudgetNames.Of(Kind)} {Id}";
}
