using Routing.Catalog;
using Routing.Experiments;
using Routing.Features;
using Routing.Health;
using Routing.Money.Budgets;

namespace Routing.Decisions;

/// <summary>Everything that decides. Equal inputs give equal decisions, on every machine.</summary>
public sealed record DecisionInput
{
    /// <summary>The catalog at one revision.</summary>
    public required CatalogIndex Index { get; init; }

    /// <summary>What the caller asked for, as written; null when nothing was named.</summary>
    public string? Selector { get; init; }

    /// <summary>What the request looks like.</summary>
    public RequestFeatures Features { get; init; } = new();

    /// <summary>What the caller says of the work.</summary>
    public RoutingHints Hints { get; init; } = RoutingHints.None;

    /// <summary>What a deployment must fulfil, as the caller says.</summary>
    public Requirements Requirements => Hints.Requirements;

    /// <summary>Where the session was served last; null when the request stands alone or is the first of its session.</summary>
    public SessionWarmth? Session { get; init; }

    /// <summary>What the step does: by the request, else by the profile of its agent; null when neither says.</summary>
    public string? Intent => Hints.Intent ?? Index.AgentProfile(Hints.AgentId)?.DefaultIntent;

    /// <summary>Providers whose credential this router holds. Providers that need none are not listed.</summary>
    public NameSet CredentialsHeld { get; init; } = NameSet.Empty;

    /// <summary>Provider profiles this router can speak to.</summary>
    public required NameSet SupportedProfiles { get; init; }

    /// <summary>The health of deployments.</summary>
    public HealthView Health { get; init; } = HealthView.Unknown;

    /// <summary>What was drawn for the request in the experiment that it takes part in; null when it takes part in none.</summary>
    public ExperimentBucket? Experiment { get; init; }

    /// <summary>How much is left of the caller's tightest budget.</summary>
    public BudgetBand BudgetBand { get; init; }

    /// <summary>What the caller's virtual key lets it reach; null when it came without one, or with one that reaches everything.</summary>
    public KeyScope? KeyScope { get; init; }

    /// <summary>What the caller's key lets a missing or <c>default</c> model stand for; null when it says nothing.</summary>
    public string? KeyDefaultModel { get; init; }

    /// <summary>The same as the key's project has it.</summary>
    public string? ProjectDefaultModel { get; init; }

    /// <summary>The router's own DEFAULT_MODEL setting; the catalog's rule comes before it. Null leaves it to <c>auto</c>.</summary>
    public string? DefaultModel { get; init; }

    /// <summary>Whether a hard budget limits what the caller may spend, so that only what has a price may serve unless the catalog allows more.</summary>
    public bool HasHardBudget { get; init; }

    /// <summary>Every default there is, beside the catalog's.</summary>
    public DefaultModels Defaults => new(KeyDefaultModel, ProjectDefaultModel, DefaultModel);

    /// <summary>How complexity becomes a tier, as the variant of the request has it.</summary>
    internal RoutingRules Rules => Experiment is { } bucket ? Variation.RulesOf(Index, bucket) : Index.Snapshot.Rules;

    /// <summary>The moment of the decision: prices, cooldowns and lifecycle dates are read at it.</summary>
    public required DateTimeOffset Time { get; init; }
}
