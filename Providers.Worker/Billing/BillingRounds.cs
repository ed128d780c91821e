using Providers.Worker.Feeds;
using Providers.Worker.Rounds;
using Routing.Catalog;

namespace Providers.Worker.Billing;

/// <summary>Reads what every provider bills, once a day.</summary>
internal sealed class BillingRounds(CurrentCatalog catalog, ProviderBill bill, TimeProvider time) : ProviderRounds(catalog, time)
{
    protected override Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken) => bill.VisitAsync(provider, cancellationToken);

    protected override void Forget(ProviderId provider)
    {
        // Nothing is remembered of a provider.
    }
}
