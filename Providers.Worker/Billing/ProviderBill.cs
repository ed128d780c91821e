using System.Globalization;
using Aspire.Catalog.V1;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Providers.Billing;
using Providers.Worker.Rounds;
using Routing.Catalog;
using ServiceDefaults.Upstreams;
using BilledDay = Providers.Billing.BilledDay;
using Credits = Providers.Billing.Credits;
using Provider = Routing.Catalog.Provider;

namespace Providers.Worker.Billing;

/// <summary>Brings what one provider bills to the catalog, where there is a key for administrators.</summary>
internal sealed class ProviderBill(
    BillFetch bills,
    ProviderOverrides overrides,
    BillingService.BillingServiceClient catalog,
    Spread spread,
    TimeProvider time,
    ILogger<ProviderBill> logger)
{
    // Providers correct a day for a while after its end.
    private const int Days = 7;

    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromHours(1);
    private static readonly TimeSpan WithoutKey = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <returns>The pause before the next visit.</returns>
    public async Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken)
    {
        // A key may come at any time, and to look for one costs nothing.
        if (!BillingAdapters.TryGet(provider.Profile, out var adapter) || overrides.AdminKey(provider.Id, adapter.AdminKeyEnvironment) is not { } key)
        {
            return spread.Around(WithoutKey);
        }

        var address = overrides.BaseAddress(provider);
        var today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var (days, failure) = await bills.FetchAsync(adapter, address, key, today.AddDays(-Days), today, cancellationToken);
        var (credits, withoutCredits) = await bills.FetchCreditsAsync(adapter, address, key, cancellationToken);
        failure ??= withoutCredits;
        if (days is not null || credits is not null)
        {
            failure = await HandOverAsync(provider.Id, days ?? [], credits, cancellationToken) ?? failure;
        }

        if (failure is null)
        {
            BillingLog.Read(logger, provider.Id, days!.Count);
            return spread.Around(Daily);
        }

        BillingLog.NotRead(logger, provider.Id, failure);
        return spread.Around(AfterFailure);
    }

    /// <returns>Why the catalog did not take it; null when it did.</returns>
    private async Task<string?> HandOverAsync(
        ProviderId provider, IReadOnlyList<BilledDay> days, Credits? credits, CancellationToken cancellationToken)
    {
        var request = new ReportBillRequest { Provider = provider.Value, FetchedAt = time.GetUtcNow().ToTimestamp() };
        request.Days.AddRange(days.Select(day => new Aspire.Catalog.V1.BilledDay
        {
            Day = day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            AmountUsd = day.Dollars.ToString(CultureInfo.InvariantCulture),
        }));
        if (credits is { } all)
        {
            request.Credits = new()
            {
                BoughtUsd = all.Bought.ToString(CultureInfo.InvariantCulture),
                UsedUsd = all.Used.ToString(CultureInfo.InvariantCulture),
            };
        }

        try
        {
            await catalog.ReportBillAsync(request, deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
            return null;
        }
        catch (RpcException e) when (!cancellationToken.IsCancellationRequested)
        {
            return $"The catalog did not take it: {e.Status.Detail}";
        }
        catch (RpcException)
        {
            throw new OperationCanceledException(cancellationToken);
        }
    }
}
