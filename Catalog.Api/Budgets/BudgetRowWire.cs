using Google.Protobuf.WellKnownTypes;
using Protos.Mapping;
using Routing.Money.Budgets;
using Wire = Aspire.Catalog.V1;

namespace Catalog.Api.Budgets;

/// <summary>Translates rows of budgets to the wire and back.</summary>
internal static class BudgetRowWire
{
    public static Wire.Budget ToWire(BudgetRow row) => new()
    {
        Id = row.BudgetId,
        ScopeKind = BudgetWire.ToWire(BudgetNames.Scope(row.OwnerKind)!.Value),
        ScopeId = row.OwnerId,
        Model = row.Model ?? "",
        Provider = row.Provider ?? "",
        Period = BudgetWire.ToWire(BudgetNames.Period(row.Period)!.Value),
        LimitNanos = row.LimitNanos,
        Soft = row.Soft,
        AllowUnpriced = row.AllowUnpriced,
        Description = row.Description,
    };

    public static Wire.BudgetSpend ToWire(BudgetStanding standing) => new()
    {
        WindowStart = standing.Window.Start.ToTimestamp(),
        WindowEnd = standing.Window.End?.ToTimestamp(),
        SpentNanos = standing.Settled.SettledNanos,
        HeldNanos = standing.HeldNanos,
        UnpricedCalls = standing.Settled.UnpricedCalls,
        ThresholdPercent = standing.Percent,
    };

    /// <summary>What is not given, or not known, becomes an empty name that the rules refuse.</summary>
    public static BudgetRow ToRow(Wire.Budget wire) => new()
    {
        BudgetId = wire.Id,
        OwnerKind = BudgetNames.Scopes.ElementAtOrDefault((int)wire.ScopeKind - 1) ?? "",
        OwnerId = wire.ScopeId,
        Model = wire.Model.Length == 0 ? null : wire.Model,
        Provider = wire.Provider.Length == 0 ? null : wire.Provider,
        Period = BudgetNames.Periods.ElementAtOrDefault((int)wire.Period - 1) ?? "",
        LimitNanos = wire.LimitNanos,
        Soft = wire.Soft,
        AllowUnpriced = wire.AllowUnpriced,
        Description = wire.Description,
    };
}
