using System.Collections.Immutable;
using Admin.Web.Feeds;
using Protos.Feeds;
using Routing.Catalog;

namespace Admin.Web.Overview;

/// <summary>Gathers the first page. A service that does not answer leaves its part out and is shown as such.</summary>
internal sealed class OverviewReader(
    ServiceHealthReader services, RouterReader router, CurrentCatalog catalog, CatalogWatcher watcher, TimeProvider time)
{
    public async Task<StackOverview> ReadAsync(CancellationToken cancellationToken)
    {
        var states = Task.WhenAll(StackServices.All.Select(service => services.ReadAsync(service, cancellationToken)));
        var routing = await router.ReadAsync(cancellationToken);
        var health = await states;

        var now = time.GetUtcNow();
        var snapshot = catalog.Snapshot;
        var link = watcher.Link;
        var findings = WorkerFindings.From(health.Single(service => service.Name == StackServices.Worker));
        return new(
            now,
            [.. health],
            snapshot?.Revision,
            snapshot?.Deployments.Length ?? 0,
            link.Connected ? null : link.Reason,
            snapshot is null ? [] : Tiers(snapshot, routing, now),
            snapshot is null ? [] : Providers(snapshot, routing, findings));
    }

    private static ImmutableArray<TierView> Tiers(CatalogSnapshot snapshot, RouterState? routing, DateTimeOffset now)
    {
        var deployments = snapshot.Deployments.ToDictionary(deployment => deployment.Id);
        var providers = snapshot.Providers.ToDictionary(provider => provider.Id);
        return
        [
            .. snapshot.Tiers.OrderBy(tier => TierNames.All.TakeWhile(name => name != tier.Name).Count()).Select(tier =>
                new TierView(tier.Name, [.. tier.Entries.Select(id => Entry(id, deployments, providers, routing, now))])),
        ];
    }

    private static TierEntryView Entry(
        DeploymentId id,
        Dictionary<DeploymentId, Deployment> deployments,
        Dictionary<ProviderId, Provider> providers,
        RouterState? routing,
        DateTimeOffset now)
    {
        var deployment = deployments.GetValueOrDefault(id);
        var usable = routing?.Usable.Contains(id);
        return new(
            id,
            usable,
            usable == true ? null : Obstacles.To(deployment, providers.GetValueOrDefault(id.Provider), routerAnswers: routing is not null),
            deployment is null ? "" : Prices.Of(deployment, now),
            routing?.Health.GetValueOrDefault(id));
    }

    private static ImmutableArray<ProviderView> Providers(CatalogSnapshot snapshot, RouterState? routing, WorkerFindings findings)
    {
        var models = snapshot.Deployments.ToLookup(deployment => deployment.Id.Provider);
        return
        [
            .. snapshot.Providers.OrderBy(provider => provider.Id.Value, StringComparer.Ordinal).Select(provider => new ProviderView(
                provider.Id.Value,
                provider.Name.Length > 0 ? provider.Name : provider.Id.Value,
                provider.BaseUrl.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped),
                models[provider.Id].Count(),
                routing is null ? null : models[provider.Id].Count(deployment => routing.Usable.Contains(deployment.Id)),
                routing is null || models[provider.Id].Any(deployment => routing.Usable.Contains(deployment.Id))
                    ? null
                    : ProviderAvailability.Obstacle(provider, keyHeld: false),
                findings.Syncs.GetValueOrDefault(provider.Id.Value),
                findings.Probes.GetValueOrDefault(provider.Id.Value))),
        ];
    }
}
