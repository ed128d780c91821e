using Routing.Catalog;

namespace Routing.Health;

/// <summary>A health view put in the order of one catalog's listings.</summary>
internal sealed class ListedHealth
{
    private readonly HealthState?[] _states;

    public ListedHealth(CatalogIndex index, IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        Index = index;
        _states = states.Count == 0 ? [] : new HealthState?[index.Listings.Length];
        foreach (var (id, state) in states)
        {
            // A view may know deployments that the catalog no longer lists.
            if (index.Listing(id) is { } listing && listing.Deployment.Id == id)
            {
                _states[listing.Ordinal] = state;
            }
        }
    }

    public CatalogIndex Index { get; }

    /// <summary>Who is quick; worked out when a policy must leave out much of a large catalog.</summary>
    public Quickness Quickness => field ??= new(Index.Listings, this);

    public HealthState For(Listing listing) => _states.Length == 0 ? HealthState.Unknown : _states[listing.Ordinal] ?? HealthState.Unknown;
}
