namespace Catalog.Api.Agents;

/// <summary>An agent profile as REST takes and shows it; scores run from 0 to 10.</summary>
internal sealed record AgentProfileView
{
    /// <summary>Answers only; the address names it.</summary>
    public string? AgentId { get; init; }

    /// <summary>Shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Complexity of the agent's design.</summary>
    public decimal? CreationScore { get; init; }

    /// <summary>Complexity of what it executes.</summary>
    public decimal? ExecutionScore { get; init; }

    /// <summary>Both in one figure; wins over the two.</summary>
    public decimal? CombinedScore { get; init; }

    /// <summary>The tier its requests start from when they bring no scores of their own.</summary>
    public string? DefaultTier { get; init; }

    /// <summary>What its steps do where a request does not say.</summary>
    public string? DefaultIntent { get; init; }

    /// <summary>Where it holds; only <c>global</c> is served.</summary>
    public string? Scope { get; init; }

    /// <summary>Answers only: the score that counts, by the shares that hold now.</summary>
    public decimal? Score { get; init; }

    /// <param name="row">The profile.</param>
    /// <param name="creationShareMillis">See <see cref="Routing.Catalog.RoutingRules.CreationShareMillis"/>.</param>
    public static AgentProfileView Of(AgentProfileRow row, int creationShareMillis) => new()
    {
        AgentId = row.AgentId,
        Name = row.Name,
        CreationScore = row.CreationMillis / 1_000m,
        ExecutionScore = row.ExecutionMillis / 1_000m,
        CombinedScore = row.CombinedMillis / 1_000m,
        DefaultTier = row.DefaultTier,
        DefaultIntent = row.DefaultIntent,
        Scope = "global",
        Score = row.ToDomain().Scores.ScoreMillis(creationShareMillis) / 1_000m,
    };

    public AgentProfileRow ToRow(string agent) => new()
    {
        AgentId = agent,
        Name = Name ?? "",
        CreationMillis = Millis(CreationScore),
        ExecutionMillis = Millis(ExecutionScore),
        CombinedMillis = Millis(CombinedScore),
        DefaultTier = DefaultTier,
        DefaultIntent = DefaultIntent,
    };

    // What lies beyond the scale stays beyond it, for the rules to refuse.
    private static int? Millis(decimal? score) =>
        score is { } given ? (int)decimal.Round(Math.Clamp(given, -1, 11) * 1_000, MidpointRounding.AwayFromZero) : null;
}
