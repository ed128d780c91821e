namespace Routing.Money.Budgets;

/// <summary>Whose money a budget bounds.</summary>
public enum BudgetScopeKind
{
    /// <summary>All projects and keys of an organisation.</summary>
    Organisation,

    /// <summary>All keys of a project.</summary>
    Project,

    /// <summary>One virtual key.</summary>
    Key,
}
