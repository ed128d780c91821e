namespace ServiceDefaults.Budgets;

/// <summary>Names a move of money between a window's counter and a borrower, so that it is made once however often it is sent.</summary>
/// <param name="Borrower">Whose money it is or becomes: a name that nobody else ever has.</param>
/// <param name="Number">From 1; each of a borrower's moves has a higher one than those before, and is known to have ended before the next.</param>
/// <param name="Count">The count under which the borrower holds money of the window; null when it holds none.</param>
public readonly record struct BudgetMove(string Borrower, long Number, string? Count);
