using Routing.Catalog;
using Routing.Ranking;

namespace Routing.Health;

/// <summary>A health view put in the order of one catalog's listings.</summary>
internal sealed class ListedHealth
{
    private static readonly HealthRow Plain = new(HealthState.Unknown);

    private readonly HealthState?[] _states = [];
    private readonly HealthRow[] _rows;

    public ListedHealth(CatalogIndex index, IReadOnlyDictionary<DeploymentId, HealthState> states)
    {
        Index = index;
        Lineups = new(this);
        _rows = new HealthRow[index.Listings.Length];
        Array.Fill(_rows, Plain);
        if (states.Count == 0)
        {
            return;
        }

        _states = new HealthState?[index.Listings.Length];
        foreach (var (id, state) in states)
        {
            // A view may know deployments that the catalog no longer lists.
            if (index.Listing(id) is { } listing && listing.Deployment.Id == id)
            {
                _states[listing.Ordinal] = state;
                _rows[listing.Ordinal] = new(state);
            }
        }
    }

    public CatalogIndex Index { get; }

    /// <summary>Who is quick; worked out when a policy must leave out much of a large catalog.</summary>
    public Quickness Quickness => field ??= new(Index.Listings, this);

    /// <summary>What policies rank, laid out.</summary>
    public Lineups Lineups { get; }

    /// <summary>What is known of a deployment, by its <see cref="Listing.Ordinal"/>.</summary>
    public HealthState For(int ordinal) => _states.Length == 0 ? HealthState.Unknown : _states[ordinal] ?? HealthState.Unknown;

    /// <summary>What filters and ranking read of each.</summary>
    public ReadOnlySpan<HealthRow> Rows => _rows;
}
