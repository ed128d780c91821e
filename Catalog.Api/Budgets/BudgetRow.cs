using Routing.Money.Budgets;

namespace Catalog.Api.Budgets;

/// <summary>A row of <c>budgets</c>.</summary>
internal sealed record BudgetRow
{
    public required string BudgetId { get; init; }

    /// <summary>One of <see cref="BudgetNames.Scopes"/>.</summary>
    public required string OwnerKind { get; init; }

    public required string OwnerId { get; init; }

    public string? Model { get; init; }

    public string? Provider { get; init; }

    /// <summary>One of <see cref="BudgetNames.Periods"/>.</summary>
    public required string Period { get; init; }

    public required long LimitNanos { get; init; }

    public bool Soft { get; init; }

    public bool AllowUnpriced { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The window that holds a moment.</summary>
    public BudgetWindow Window(DateTimeOffset at) => BudgetWindow.Of(BudgetNames.Period(Period)!.Value, at);
}
