using System.Globalization;
using Aspire.Catalog.V1;
using Catalog.Api.Grpc;
using Catalog.Api.Rest;
using Grpc.Core;

namespace Catalog.Api.Reports.Billing;

/// <summary>Takes in what providers bill.</summary>
internal sealed class BillingGrpcService(BillStore bills) : BillingService.BillingServiceBase
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
        GrpcErrors.Refuse(faults);
        return await bills.PutAsync(request.Provider, days, request.FetchedAt!.ToDateTimeOffset(), context.CancellationToken)
            ? new ReportBillResponse()
            : throw GrpcErrors.ProviderNotFound(request.Provider);
    }

    private static (DateOnly Day, decimal Dollars) Read(BilledDay billed, Faults faults)
    {
        faults.Require(
            DateOnly.TryParseExact(billed.Day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day), "days", $"'{billed.Day}' is no day");
        var dollars = 0m;
        faults.Require(
            billed.AmountUsd.Length <= LongestAmount && decimal.TryParse(billed.AmountUsd, NumberStyles.Float, CultureInfo.InvariantCulture, out dollars),
            "days",
            $"'{billed.AmountUsd}' is no amount");
        return (day, dollars);
    }
}
