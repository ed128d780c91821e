using Aspire.Catalog.V1;
using Domain = Routing.Money.Budgets;

namespace Protos.Mapping;

/// <summary>Translates budgets between wire and domain.</summary>
public static class BudgetWire
{
    /// <summary>The budget as routers count by it; its description stays behind.</summary>
    /// <exception cref="ArgumentException">It is not one that the catalog stores, as a newer version may send.</exception>
    public static Domain.Budget ToDomain(Budget wire)
    {
        ArgumentNullException.ThrowIfNull(wire);
        if (wire.LimitNanos <= 0 || wire.LimitNanos > Domain.Budget.Largest.Value)
        {
            throw new ArgumentException($"The limit of the budget {wire.Id} is none.", nameof(wire));
        }

        return new()
        {
            Id = wire.Id,
            Scope = new(ToDomain(wire.ScopeKind), wire.ScopeId),
            Model = wire.Model.Length == 0 ? null : wire.Model,
            Provider = wire.Provider.Length == 0 ? null : new(wire.Provider),
            Period = ToDomain(wire.Period),
            Limit = new(wire.LimitNanos),
            IsHard = !wire.Soft,
            AllowsUnpriced = wire.AllowUnpriced,
        };
    }

    /// <summary>The kind of scope on the wire.</summary>
    public static BudgetScopeKind ToWire(Domain.BudgetScopeKind kind) => (BudgetScopeKind)((int)kind + 1);

    /// <summary>The period on the wire.</summary>
    public static BudgetPeriod ToWire(Domain.BudgetPeriod period) => (BudgetPeriod)((int)period + 1);

    private static Domain.BudgetScopeKind ToDomain(BudgetScopeKind kind) => kind is >= BudgetScopeKind.Organisation and <= BudgetScopeKind.Key
        ? (Domain.BudgetScopeKind)((int)kind - 1)
        : throw new ArgumentException($"There is no scope of kind {kind}.", nameof(kind));

    private static Domain.BudgetPeriod ToDomain(BudgetPeriod period) => period is >= BudgetPeriod.Minute and <= BudgetPeriod.Total
        ? (Domain.BudgetPeriod)((int)period - 1)
        : throw new ArgumentException($"There is no period {period}.", nameof(period));
}
