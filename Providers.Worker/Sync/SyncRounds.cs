using Providers.Worker.Feeds;
using Providers.Worker.OnDemand;
using Providers.Worker.Rounds;
using Routing.Catalog;

namespace Providers.Worker.Sync;

/// <summary>Syncs every provider at the start, when it changes, on schedule, and when somebody asks for it.</summary>
internal sealed class SyncRounds(CurrentCatalog catalog, ProviderSync sync, SyncDemands demands, TimeProvider time)
    : ProviderRounds(catalog, time)
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        demands.Added += Wake;
        try
        {
            await base.ExecuteAsync(stoppingToken);
        }
        finally
        {
            demands.Added -= Wake;
        }
    }

    protected override Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken) =>
        sync.VisitAsync(provider, cancellationToken);

    protected override void Forget(ProviderId provider) => sync.Forget(provider);
}
