using Providers.Worker.Feeds;
using Providers.Worker.Rounds;
using Routing.Catalog;

namespace Providers.Worker.Probing;

/// <summary>Probes every provider on schedule.</summary>
internal sealed class ProbeRounds(CurrentCatalog catalog, ProviderProbe probe, ProbeReport report, TimeProvider time)
    : ProviderRounds(catalog, time)
{
    protected override Task<TimeSpan> VisitAsync(Provider provider, CancellationToken cancellationToken) =>
        probe.VisitAsync(provider, cancellationToken);

    protected override void Forget(ProviderId provider) => report.Forget(provider);
}
