using Routing.Catalog;

namespace Catalog.Api.Agents;

/// <summary>A row of <c>agent_profiles</c>; scores are thousandths.</summary>
internal sealed record AgentProfileRow
{
    public required string AgentId { get; init; }

    public string Name { get; init; } = "";

    public int? CreationMillis { get; init; }

    public int? ExecutionMillis { get; init; }

    public int? CombinedMillis { get; init; }

    public string? DefaultTier { get; init; }

    public string? DefaultIntent { get; init; }

    public AgentProfile ToDomain() => new()
    {
        AgentId = AgentId,
        Name = Name,
        Scores = new() { CreationMillis = CreationMillis, ExecutionMillis = ExecutionMillis, CombinedMillis = CombinedMillis },
        DefaultTier = DefaultTier,
        DefaultIntent = DefaultIntent,
    };
}
