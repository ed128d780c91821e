using Routing.Money;

namespace Catalog.Api.Budgets;

/// <summary>What is logged of budgets.</summary>
internal static partial class BudgetLog
{
    [LoggerMessage(EventId = 1550, Level = LogLevel.Information, Message = "{Percent} % of the budget {Budget} are spent: {Spent} of {Limit}.")]
    public static partial void Crossed(ILogger logger, string budget, int percent, NanoDollars spent, NanoDollars limit);

    [LoggerMessage(EventId = 1551, Level = LogLevel.Warning, Message = "Budgets could not be looked at: {Reason} They are again in a moment.")]
    public static partial void RoundFailed(ILogger logger, string reason);
}
