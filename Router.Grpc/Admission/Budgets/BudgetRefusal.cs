using System.Globalization;
using Routing.Money;
using Routing.Money.Budgets;

namespace Router.Grpc.Admission.Budgets;

/// <summary>Why a budget keeps a request from being served.</summary>
internal enum BudgetRefusalKind
{
    /// <summary>What is left is less than the request may cost.</summary>
    Exhausted,

    /// <summary>Nobody knows what the models that could serve it cost, and the budget allows none of these.</summary>
    Unpriced,

    /// <summary>The shared counter cannot be asked.</summary>
    StoreUnavailable,
}

/// <summary>A request that is not served for lack of money, in words for its caller.</summary>
/// <param name="Kind">Why.</param>
/// <param name="Budget">The budget that speaks against it.</param>
/// <param name="Window">Its window.</param>
/// <param name="Left">What is left of it.</param>
/// <param name="Needed">What the cheapest way to serve the request may cost.</param>
internal sealed record BudgetRefusal(BudgetRefusalKind Kind, Budget Budget, BudgetWindow Window, NanoDollars Left, NanoDollars Needed)
{
    /// <summary>What happened and what to do next.</summary>
    public string Message => Kind switch
    {
        BudgetRefusalKind.Exhausted =>
            $"The budget {Name} of {Budget.Limit} has {Left} left, and this request may cost {Needed}. {Reset} Ask for a shorter answer, a cheaper model or a larger budget.",
        BudgetRefusalKind.Unpriced =>
            $"The budget {Name} allows only models with a price, and none that could serve this request has one. Name a model with a price, enter the price, or let the budget allow unpriced models.",
        _ => $"The budget {Name} cannot be checked right now, for the shared store does not answer, and what this router held of it is used up. Try again shortly.",
    };

    /// <summary>When it begins anew, as a sentence.</summary>
    private string Reset => Window.End is { } end
        ? string.Create(CultureInfo.InvariantCulture, $"It begins anew at {end:yyyy-MM-ddTHH:mm:ssZ}.")
        : "It does not begin anew.";

    private string Name => $"{Budget.Id} ({Budget.Scope}, {(Budget.Period == BudgetPeriod.Total ? "in total" : "each " + BudgetNames.Of(Budget.Period))})";
}
