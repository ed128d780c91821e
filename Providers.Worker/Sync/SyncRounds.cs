using Providers.Worker.Feeds;
using Providers.Worker.Rounds;
using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>Syncs every provider at the start, when it changes, and on schedule.</summary>
internal sealed class SyncRounds(CurrentCatalog catalog, ProviderSync sync, SyncReport report, TimeProvider time)
    : ProviderRounds(catalog, time)
{
    protected override Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken) =>
        sync.VisitAsync(provider, cancellationToken);

    protected override void Forget(ProviderId provider) => report.Forget(provider);
}
