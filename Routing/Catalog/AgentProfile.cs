using Routing.Features;

namespace Routing.Catalog;

/// <summary>What is known of an agent beforehand. A request that names the agent and says nothing itself is judged by it.</summary>
public sealed record AgentProfile
{
    /// <summary>The <c>agent_id</c> that requests carry.</summary>
    public required string AgentId { get; init; }

    /// <summary>Shown to people; may be empty.</summary>
    public string Name { get; init; } = "";

    /// <summary>How complex the agent is.</summary>
    public AgentScores Scores { get; init; } = new();

    /// <summary>The tier its requests start from when they bring no scores of their own, one of <see cref="TierNames"/>; null leaves it to complexity.</summary>
    public string? DefaultTier { get; init; }

    /// <summary>What its steps do where a request does not say, one of <see cref="Intents"/>; null when that differs.</summary>
    public string? DefaultIntent { get; init; }
}
