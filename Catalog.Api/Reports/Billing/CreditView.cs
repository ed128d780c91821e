namespace Catalog.Api.Reports.Billing;

/// <summary>What is left of a provider's credits, and what was used between two readings, beside what the ledger holds.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="From">The first reading in the range.</param>
/// <param name="To">The last one; the same where there is only one, and then nothing is compared.</param>
/// <param name="BoughtUsd">What was ever bought, in dollars.</param>
/// <param name="UsedUsd">What was ever used.</param>
/// <param name="LeftUsd">What is left.</param>
/// <param name="OursUsd">What the ledger holds of the calls begun between the readings, in dollars, exact.</param>
/// <param name="TheirsUsd">What was used between the readings, as exact as the provider says.</param>
/// <param name="DifferenceUsd">How much more was used; negative where less was.</param>
/// <param name="UnpricedCalls">Our calls without a price, which ours does not contain.</param>
/// <param name="UnknownCalls">Our calls of which nobody knows how they ended, for which ours has the most that they can have cost.</param>
/// <param name="Verified">Whether reading credits was ever compared with a live account; false so far.</param>
internal sealed record CreditView(
    string Provider,
    DateTimeOffset From,
    DateTimeOffset To,
    string BoughtUsd,
    string UsedUsd,
    string LeftUsd,
    string OursUsd,
    string TheirsUsd,
    string DifferenceUsd,
    long UnpricedCalls,
    long UnknownCalls,
    bool Verified)
{
    public static CreditView Of(CreditComparison credits) => new(
        credits.Provider,
        credits.From,
        credits.To,
        BillView.Text(credits.Bought),
        BillView.Text(credits.Used),
        BillView.Text(credits.Bought - credits.Used),
        BillView.Text(credits.Ours),
        BillView.Text(credits.Theirs),
        BillView.Text(credits.Theirs - credits.Ours),
        credits.Unpriced,
        credits.Unknown,
        Verified: false);
}
