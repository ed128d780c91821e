using Catalog.Api.Rest;
using Routing.Catalog;
using Routing.Features;

namespace Catalog.Api.Agents;

/// <summary>Says what is wrong with a profile that somebody wants to write.</summary>
internal static class AgentProfileRules
{
    // As long as the agents that requests may name.
    private const int LongestAgent = 256;
    private const int LongestName = 200;

    public static void Check(AgentProfileRow row, string? scope, Faults faults)
    {
        faults.Require(
            row.AgentId.Length is > 0 and <= LongestAgent && !row.AgentId.Any(char.IsControl),
            "agent_id",
            $"must have 1 to {LongestAgent} characters and no control characters");
        faults.Require(row.Name.Length <= LongestName, "name", $"must have at most {LongestName} characters");
        CheckScore(row.CreationMillis, "creation_score", faults);
        CheckScore(row.ExecutionMillis, "execution_score", faults);
        CheckScore(row.CombinedMillis, "combined_score", faults);
        faults.Require(
            row.DefaultTier is null || TierNames.All.Contains(row.DefaultTier), "default_tier", $"must be one of {string.Join(", ", TierNames.All)}");
        faults.Require(
            row.DefaultIntent is null || Intents.All.Contains(row.DefaultIntent), "default_intent", $"must be one of {string.Join(", ", Intents.All)}");
        faults.Require(scope is null or "" or "global", "scope", "must be global; other scopes are not served");
    }

    private static void CheckScore(int? millis, string field, Faults faults) =>
        faults.Require(millis is null or (>= 0 and <= Score.Highest), field, "must lie between 0 and 10");
}
