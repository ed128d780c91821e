using Router.Grpc.Admission;
using Router.Grpc.Feeds;
using Routing.Catalog;

namespace Router.Grpc.OpenAi;

/// <summary>One entry of the list of models: a deployment, or a tier or <c>auto</c>, which can be asked for alike.</summary>
/// <param name="Id">What a request names.</param>
/// <param name="OwnedBy">The provider, or the router for its own selectors.</param>
/// <param name="Deployment">Null for a selector.</param>
/// <param name="Tiers">Tiers that list the deployment.</param>
/// <param name="Obstacle">What keeps it from being called: <c>KIMI_API_KEY is not set</c>; null when nothing does.</param>
internal sealed record ModelEntry(string Id, string OwnedBy, Deployment? Deployment, IReadOnlyList<string> Tiers, string? Obstacle);

/// <summary>What a caller may name: everything enabled and still in service, with what keeps it from being called.</summary>
internal static class ModelList
{
    private const string Owner = "aspire-routing";
    private const string Auto = "auto";

    /// <param name="state">The catalog and the keys held.</param>
    /// <param name="caller">Who asks: what the key does not reach is not listed.</param>
    /// <param name="onlyAvailable">Leaves out what cannot be called.</param>
    public static IEnumerable<ModelEntry> Of(FeedState state, Caller caller, bool onlyAvailable)
    {
        if (state.Index.Snapshot.Deployments.IsEmpty)
        {
            yield break;
        }

        yield return new(Auto, Owner, null, [], null);
        foreach (var tier in state.Index.Snapshot.Tiers.OrderBy(static tier => Strength(tier.Name)))
        {
            yield return new(tier.Name, Owner, null, [], null);
        }

        foreach (var deployment in state.Index.Snapshot.Deployments.OrderBy(row => row.Id.ToString(), StringComparer.Ordinal))
        {
            if (IsListed(deployment, caller) && Entry(state, deployment) is var entry && (!onlyAvailable || entry.Obstacle is null))
            {
                yield return entry;
            }
        }
    }

    public static ModelEntry? Find(FeedState state, Caller caller, string id)
    {
        if (DeploymentId.TryParse(id, out var name) && state.Index.Deployment(name) is { } deployment && IsListed(deployment, caller))
        {
            return Entry(state, deployment);
        }

        return !state.Index.Snapshot.Deployments.IsEmpty && (id == Auto || state.Index.Tier(id) is not null) ? new(id, Owner, null, [], null) : null;
    }

    private static int Strength(string tier) => TierNames.All.TakeWhile(name => name != tier).Count();

    private static bool IsListed(Deployment deployment, Caller caller) =>
        deployment is { Enabled: true, Lifecycle: not Lifecycle.Retired }
        && caller.Scope?.Covers(deployment) is not false
        && (deployment.Capabilities & (Capabilities.Chat | Capabilities.Embeddings)) != 0;

    private static ModelEntry Entry(FeedState state, Deployment deployment) => new(
        deployment.Id.ToString(),
        deployment.Id.Provider.Value,
        deployment,
        [.. state.Index.Snapshot.Tiers.Where(tier => tier.Entries.Contains(deployment.Id)).Select(tier => tier.Name)],
        state.Index.Provider(deployment.Id.Provider) is { } provider
            ? state.Obstacle(provider)
            : $"the catalog has no provider {deployment.Id.Provider}");
}
