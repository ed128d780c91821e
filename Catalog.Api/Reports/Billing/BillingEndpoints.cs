using System.Globalization;
using Catalog.Api.Rest;

namespace Catalog.Api.Reports.Billing;

/// <summary>One day of one provider: what it bills, and what the ledger holds.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="Day">The day in UTC.</param>
/// <param name="OursUsd">What the ledger holds, in dollars, exact.</param>
/// <param name="TheirsUsd">What the provider bills, as exact as it says.</param>
/// <param name="DifferenceUsd">How much more the provider bills; negative where it bills less.</param>
/// <param name="Percent">The difference as a part of what the provider bills, in percent; absent when that is nothing.</param>
/// <param name="UnpricedCalls">Our calls without a price, which ours does not contain.</param>
/// <param name="UnknownCalls">Our calls of which nobody knows how they ended, for which ours has the most that they can have cost.</param>
/// <param name="FetchedAt">When the provider said so.</param>
/// <param name="Verified">Whether reading this provider's bills was ever compared with a live account; false for all so far.</param>
internal sealed record BillView(
    string Provider,
    DateOnly Day,
    string OursUsd,
    string TheirsUsd,
    string DifferenceUsd,
    decimal? Percent,
    long UnpricedCalls,
    long UnknownCalls,
    DateTimeOffset FetchedAt,
    bool Verified)
{
    public static BillView Of(BillComparison bill) => new(
        bill.Provider,
        bill.Day,
        Text(bill.Ours),
        Text(bill.Theirs),
        Text(bill.Difference),
        bill.Theirs == 0 ? null : decimal.Round(100 * bill.Difference / bill.Theirs, 3),
        bill.Unpriced,
        bill.Unknown,
        bill.FetchedAt,
        Verified: false);

    /// <summary>Names and values of the columns of a table of such days.</summary>
    public IEnumerable<(string Name, string Value)> Cells() =>
    [
        ("provider", CsvTable.Text(Provider)), ("day", Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("ours_usd", OursUsd),
        ("theirs_usd", TheirsUsd), ("difference_usd", DifferenceUsd), ("percent", Percent?.ToString("0.###", CultureInfo.InvariantCulture) ?? ""),
        ("unpriced_calls", UnpricedCalls.ToString(CultureInfo.InvariantCulture)),
        ("unknown_calls", UnknownCalls.ToString(CultureInfo.InvariantCulture)), ("verified", Verified ? "true" : "false"),
    ];

    internal static string Text(decimal dollars) => dollars.ToString("0.############################", CultureInfo.InvariantCulture);
}

/// <summary>REST over the bills of providers.</summary>
internal static class BillingEndpoints
{
    // Has the columns of every day, also when there is none.
    private static readonly BillView Nothing = BillView.Of(new BillComparison("", default, 0, 0, 0, 0, default));

    public static void MapBilling(this IEndpointRouteBuilder api)
    {
        api.MapGet("/reports/billing", CompareAsync).WithTags("Reports").WithName("ReportBilling")
            .Produces<IReadOnlyList<BillView>>()
            .WithSummary("Sets what providers bill against the ledger, day by day; JSON, or CSV with format=csv. Unverified against live accounts.");
        api.MapGet("/reports/billing/credits", CreditsAsync).WithTags("Reports").WithName("ReportCredits")
            .Produces<IReadOnlyList<CreditView>>()
            .WithSummary("Says what is left of providers' credits, and sets what was used between two readings against the ledger. Unverified against live accounts.");
    }

    private static async Task<IResult> CompareAsync(
        string? from, string? to, string? provider, string? format, BillStore bills, TimeProvider time, CancellationToken cancellationToken)
    {
        var (begins, ends, faults) = Range(from, to, provider, time);
        faults.Require(format is null or "json" or "csv", "format", "must be json or csv");
        if (!faults.None)
        {
            return Problems.Invalid(faults);
        }

        var compared = await bills.CompareAsync(
            DateOnly.FromDateTime(begins.UtcDateTime), DateOnly.FromDateTime(ends.UtcDateTime), provider, cancellationToken);
        var days = compared.Select(BillView.Of).ToArray();
        return format == "csv"
            ? new CsvTable([.. Nothing.Cells().Select(cell => cell.Name)], days.Select(day => day.Cells().Select(cell => cell.Value)), "billing.csv")
            : TypedResults.Ok(days);
    }

    private static async Task<IResult> CreditsAsync(
        string? from, string? to, string? provider, CreditStore credits, TimeProvider time, CancellationToken cancellationToken)
    {
        var (begins, ends, faults) = Range(from, to, provider, time);
        return faults.None
            ? TypedResults.Ok((await credits.CompareAsync(begins, ends, provider, cancellationToken)).Select(CreditView.Of).ToArray())
            : Problems.Invalid(faults);
    }

    private static (DateTimeOffset Begins, DateTimeOffset Ends, Faults Faults) Range(string? from, string? to, string? provider, TimeProvider time)
    {
        var faults = new Faults();
        var (monthBegins, todayEnds) = UsageQueryReader.ThisMonth(time.GetUtcNow());
        var begins = UsageQueryReader.Moment(from, "from", monthBegins, faults);
        var ends = UsageQueryReader.Moment(to, "to", todayEnds, faults);
        faults.Require(begins < ends, "from", "must be earlier than to");
        faults.Require(provider?.Contains('\0', StringComparison.Ordinal) != true, "provider", "contains the character U+0000");
        return (begins, ends, faults);
    }
}
