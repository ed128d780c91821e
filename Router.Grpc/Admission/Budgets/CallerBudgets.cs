using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>What a decision must know of its caller's budgets.</summary>
/// <param name="Band">How thin the tightest has become.</param>
/// <param name="NeedPrices">Whether one of them allows only models with a price.</param>
internal readonly record struct CallerBudgets(BudgetBand Band, bool NeedPrices);
