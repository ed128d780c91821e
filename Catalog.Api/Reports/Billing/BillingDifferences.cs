using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Alerts;
using Catalog.Api.Alerts.Watching;

namespace Catalog.Api.Reports.Billing;

/// <summary>Watches for providers that bill another amount than the ledger holds, for the days of the last week that are two days old.</summary>
internal sealed class BillingDifferences(BillStore bills, AlertStore alerts, TimeProvider time) : IAlertSource
{
    private const decimal LeastDollars = 1;
    private const decimal LeastPart = 0.05m;
    private const int Oldest = 7;
    private const int Youngest = 2;

    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var compared = await bills.CompareAsync(today.AddDays(-Oldest), today.AddDays(1 - Youngest), provider: null, cancellationToken);
        await alerts.HoldAsync(
            AlertKind.Billing,
            [.. compared.Where(Differs).Select(Alert)],
            "The amounts agree, or the day is a week old.",
            cancellationToken);
    }

    private static bool Differs(BillComparison bill) =>
        Math.Abs(bill.Difference) > LeastDollars && Math.Abs(bill.Difference) > LeastPart * Math.Max(bill.Ours, bill.Theirs);

    private static RaisedAlert Alert(BillComparison bill)
    {
        var day = bill.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var alert = new RaisedAlert(
            AlertKind.Billing,
            $"{bill.Provider} {day}",
            AlertSeverity.Warning,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{bill.Provider} bills {bill.Theirs:0.00} dollars for {day}, the ledger holds {bill.Ours:0.00}. ")
            + "What else uses that account, calls without a price and prices that drifted explain such differences; "
            + "GET /api/v1/reports/billing has every day.");
        return alert.With(new { ours_usd = bill.Ours, theirs_usd = bill.Theirs, bill.Unpriced, bill.Unknown });
    }
}
