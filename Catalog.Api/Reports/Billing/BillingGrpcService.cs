using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Grpc.Core;

namespace Catalog.Api.Reports.Billing;

/// <summary>Takes in what providers bill.</summary>
internal sealed class BillingGrpcService(BillStore bills, CreditStore credits) : BillingService.BillingServiceBase
{
    private const int MostDays = 400;
    private const int LongestAmount = 40;

    public override async Task<ReportBillResponse> ReportBill(ReportBillRequest request, ServerCallContext context)
    {
        var faults = new Faults();
        faults.Require(request.FetchedAt is not null, "fetched_at", "is missing");
        faults.Require(request.Days.Count <= MostDays, "days", $"has more than {MostDays} entries");
        faults.Require(request.Days.Select(day => day.Day).Distinct().Count() == request.Days.Count, "days", "has a day twice");
        var days = request.Days.Select(day => Read(day, faults)).ToArray();
        var (bought, used) = request.Credits is { } said
            ? (Amount(said.BoughtUsd, "credits.bought_usd", faults), Amount(said.UsedUsd, "credits.used_usd", faults))
            : default;
        GrpcErrors.Refuse(faults);
        var at = request.FetchedAt!.ToDateTimeOffset();
        if (!await bills.PutAsync(request.Provider, days, at, context.CancellationToken))
        {
            throw GrpcErrors.ProviderNotFound(request.Provider);
        }

        if (request.Credits is not null)
        {
            await credits.PutAsync(request.Provider, bought, used, at, context.CancellationToken);
        }

        return new ReportBillResponse();
    }

    private static (DateOnly Day, decimal Dollars) Read(BilledDay billed, Faults faults)
    {
        faults.Require(
            DateOnly.TryParseExact(billed.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), "days", $"'{billed.Day}' is no day");
        return (day, Amount(billed.AmountUsd, "days", faults));
    }

    private static decimal Amount(string text, string field, Faults faults)
    {
        var dollars = 0m;
        faults.Require(
            text.Length <= LongestAmount && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out dollars), field, $"'{text}' is no amount");
        return dollars;
    }
}
