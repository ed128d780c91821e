using System.Collections.Immutable;
using Routing.Experiments;
using Routing.Feedback;
using Routing.Profiles;

namespace Routing.Catalog;

/// <summary>An immutable view of everything the catalog says, at one revision.</summary>
public sealed record CatalogSnapshot
{
    /// <summary>Knows nothing; a router that starts without a catalog holds it.</summary>
    public static readonly CatalogSnapshot Empty = new();

    /// <summary>Grows with every change; 0 for a file written by hand.</summary>
    public long Revision { get; init; }

    /// <summary>Provider endpoints.</summary>
    public ImmutableArray<Provider> Providers { get; init; } = [];

    /// <summary>Canonical models.</summary>
    public ImmutableArray<Model> Models { get; init; } = [];

    /// <summary>Everything that can be called.</summary>
    public ImmutableArray<Deployment> Deployments { get; init; } = [];

    /// <summary>Tiers with their entries.</summary>
    public ImmutableArray<Tier> Tiers { get; init; } = [];

    /// <summary>Second names.</summary>
    public ImmutableArray<ModelAlias> Aliases { get; init; } = [];

    /// <summary>Ordered preference within families.</summary>
    public ImmutableArray<ModelFamily> Families { get; init; } = [];

    /// <summary>How good models are at what.</summary>
    public ImmutableArray<ModelCapabilityProfile> CapabilityProfiles { get; init; } = [];

    /// <summary>Ranking policies as operators weigh them; those that ship hold where this list lacks them.</summary>
    public ImmutableArray<PolicyWeights> Policies { get; init; } = [];

    /// <summary>What is known of agents beforehand.</summary>
    public ImmutableArray<AgentProfile> AgentProfiles { get; init; } = [];

    /// <summary>Named ways to ask.</summary>
    public ImmutableArray<Preset> Presets { get; init; } = [];

    /// <summary>Experiments that run.</summary>
    public ImmutableArray<Experiment> Experiments { get; init; } = [];

    /// <summary>What the router may choose from by itself; null means everything.</summary>
    public ActiveView? ActiveView { get; init; }

    /// <summary>What callers' verdicts say of models; they correct the profiles.</summary>
    public ImmutableArray<QualityEstimate> QualityEstimates { get; init; } = [];

    /// <summary>How complexity becomes a tier.</summary>
    public RoutingRules Rules { get; init; } = new();
}
