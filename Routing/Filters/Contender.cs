using Routing.Catalog;
using Routing.Decisions;
using Routing.Health;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>A deployment under examination, with what it is examined against.</summary>
internal readonly ref struct Contender(ref readonly RankedRequest request, Listing listing, HealthState health, bool named)
{
    private readonly ref readonly RankedRequest _request = ref request;

    public ref readonly RankedRequest Request => ref _request;

    public DecisionInput Input => _request.Input;

    public Listing Listing { get; } = listing;

    public Deployment Deployment => Listing.Deployment;

    /// <summary>Never examined without one.</summary>
    public Provider Provider => Listing.Provider!;

    public HealthState Health { get; } = health;

    /// <summary>Whether caller or operator named the model, rather than leaving the choice to the router.</summary>
    public bool Named { get; } = named;
}
