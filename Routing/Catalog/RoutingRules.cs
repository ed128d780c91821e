using Routing.Features;

namespace Routing.Catalog;

/// <summary>The figures by which complexity becomes a tier, as operators set them. Scores run from 0 to 10,000 (thousandths).</summary>
public sealed record RoutingRules
{
    /// <summary>Share of the agent score in the complexity, in thousandths; the step score has the rest.</summary>
    public int AgentShareMillis { get; init; } = 600;

    /// <summary>Share of the creation score in the agent score, in thousandths; the execution score has the rest.</summary>
    public int CreationShareMillis { get; init; } = 400;

    /// <summary>Below this complexity (thousandths) the fast tier serves.</summary>
    public int BalancedFromMillis { get; init; } = 3_000;

    /// <summary>Above this complexity (thousandths) the powerful tier serves.</summary>
    public int PowerfulAboveMillis { get; init; } = 6_500;

    /// <summary>How the measures of a step become its score.</summary>
    public StepScoreTable StepScore { get; init; } = StepScoreTable.Shipped;

    /// <summary>Whether a deployment without a price may serve.</summary>
    public UnpricedPolicy Unpriced { get; init; }

    /// <summary>What a missing or <c>default</c> model stands for; null leaves it to the router's DEFAULT_MODEL, then <c>auto</c>.</summary>
    public string? DefaultModel { get; init; }
}
