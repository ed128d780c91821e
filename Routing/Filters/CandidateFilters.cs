using System.Collections.Immutable;
using Routing.Catalog;
using Routing.Decisions;
using Routing.Ranking;

namespace Routing.Filters;

/// <summary>Every filter, in the order in which they speak: what lasts before what passes. The first objection is the one reported.</summary>
internal static class CandidateFilters
{
    public static readonly ImmutableArray<ICandidateFilter> All =
    [
        new MissingProviderFilter(),
        new KeyScopeFilter(),
        new DisabledProviderFilter(),
        new DisabledFilter(),
        new LifecycleFilter(),
        new ActiveViewFilter(),
        new ProfileFilter(),
        new CredentialFilter(),
        new AllowedProviderFilter(),
        new DeniedProviderFilter(),
        new AllowedModelFilter(),
        new DeniedModelFilter(),
        new RegionFilter(),
        new CapabilityFilter(),
        new MinimumContextFilter(),
        new ContextFilter(),
        new PriceKnownFilter(),
        new CostFilter(),
        new FirstTokenFilter(),
        new LatencyFilter(),
        new IsolationFilter(),
        new CircuitFilter(),
        new CooldownFilter(),
    ];

    /// <summary>Those that could speak against anything in a request, as bits in the order of <see cref="All"/>.</summary>
    public static uint Concerned(DecisionInput input)
    {
        var concerned = 0u;
        for (var i = 0; i < All.Length; i++)
        {
            concerned |= All[i].Concerns(input) ? 1u << i : 0;
        }

        return concerned;
    }

    /// <summary>The first filter that speaks against the contender; null when none does.</summary>
    /// <param name="contender">The deployment.</param>
    /// <param name="filters">Which filters to ask, as bits in the order of <see cref="All"/>.</param>
    public static ICandidateFilter? Examine(in Contender contender, uint filters)
    {
        for (var left = filters; left != 0; left &= left - 1)
        {
            var filter = All[System.Numerics.BitOperations.TrailingZeroCount(left)];
            if (filter.Excludes(in contender))
            {
                return filter;
            }
        }

        return null;
    }

    /// <summary>Why a deployment may not serve a request; null when it may.</summary>
    /// <param name="input">The request.</param>
    /// <param name="listing">The deployment.</param>
    /// <param name="named">Whether it was named.</param>
    public static Exclusion? Objection(DecisionInput input, Listing listing, bool named)
    {
        var request = new RankedRequest(input);
        var contender = new Contender(in request, listing, input.Health.For(listing.Deployment.Id), named);
        return Examine(in contender, Concerned(input)) is { } filter ? new Exclusion(input, listing, filter, named) : null;
    }

    /// <summary>Those whose answer holds for a whole provider.</summary>
    public static uint OfProvider { get; } = Bits(FilterScope.Provider);

    /// <summary>Those that say nothing of a deployment in plain service.</summary>
    public static uint OfService { get; } = Bits(FilterScope.Service);

    /// <summary>Those that say nothing of a deployment that offers what the request needs.</summary>
    public static uint OfCapabilities { get; } = Bits(FilterScope.Capabilities);

    /// <summary>Those that say nothing of a deployment that holds prompt and answer.</summary>
    public static uint OfSize { get; } = Bits(FilterScope.Size);

    /// <summary>Those that say nothing of what no circuit, cooldown or order holds back.</summary>
    public static uint OfHealth { get; } = Bits(FilterScope.Health);

    /// <summary>Those that say nothing where no times were measured.</summary>
    public static uint OfLatency { get; } = Bits(FilterScope.Latency);

    /// <summary>Those that say nothing of what has a price for every prompt.</summary>
    public static uint OfPrice { get; } = Bits(FilterScope.Price);

    private static uint Bits(FilterScope scope)
    {
        var bits = 0u;
        for (var i = 0; i < All.Length; i++)
        {
            bits |= All[i].Scope == scope ? 1u << i : 0;
        }

        return bits;
    }
}
