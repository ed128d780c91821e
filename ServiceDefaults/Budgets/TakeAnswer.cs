using Routing.Money;

namespace ServiceDefaults.Budgets;

/// <summary>An answer to a wish for money.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Count">The count it was lent under, or the one in force; empty when there is none.</param>
/// <param name="Counted">What is spent, set aside and lent, this loan included.</param>
/// <param name="Granted">What was lent.</param>
public readonly record struct TakeAnswer(TakeOutcome Outcome, string Count, NanoDollars Counted, NanoDollars Granted);
