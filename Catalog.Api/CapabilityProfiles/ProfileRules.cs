using Catalog.Api.Rest;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>Says what is wrong with a profile that somebody wants to write, and fills in what it leaves out.</summary>
internal static class ProfileRules
{
    private const int MostScores = 200;
    private const string ByHand = "set by hand";

    public static void Check(ProfileView write, DateOnly today, Faults faults)
    {
        faults.Require(write.SuccessRate is null or (>= 0 and <= CapabilityScore.Highest), "success_rate", "must lie between 0 and 1000");
        faults.Require(
            write.Priority is null or (>= -ProfileLimits.LargestPriority and <= ProfileLimits.LargestPriority),
            "priority",
            "must lie between -1000 and 1000");
        faults.Require(write.RoutingWeight is null or (>= 0 and <= ProfileLimits.LargestWeightMillis), "routing_weight", "must lie between 0 and 5000");
        faults.Require(write.Scores.Length <= MostScores, "scores", $"has more than {MostScores} entries");
        for (var index = 0; index < write.Scores.Length; index++)
        {
            Check(write.Scores[index], $"scores[{index}]", faults);
        }

        var repeated = write.Scores.GroupBy(score => (score.Capability, score.Source ?? ByHand, score.Date ?? today)).Any(group => group.Count() > 1);
        faults.Require(!repeated, "scores", "has two for the same capability, source and date");
    }

    public static void Check(KeptProfile row, Faults faults)
    {
        var write = new ProfileView
        {
            Scores = [.. row.Scores.Select(ToView)],
            SuccessRate = row.SuccessRateMillis,
            Priority = row.Priority,
            RoutingWeight = row.RoutingWeightMillis,
        };
        Check(write, DateOnly.MinValue, faults);
        faults.Require(
            row.Scores.All(score => score.Origin is ScoreRow.Curated or ScoreRow.Manual), "scores", "have an origin other than curated and manual");
    }

    public static ScoreRow ToRow(ScoreView score, DateOnly today) => new(
        score.Capability,
        score.Source ?? ByHand,
        score.Date ?? today,
        score.Basis ?? ScoreBases.NameOf(ScoreBasis.Manual),
        score.Score,
        score.Confidence ?? CapabilityScore.Highest,
        ScoreRow.Manual);

    private static ScoreView ToView(ScoreRow row) => new()
    {
        Capability = row.Capability,
        Score = row.ScoreMillis,
        Basis = row.Basis,
        Confidence = row.ConfidenceMillis,
        Date = row.Dated,
        Source = row.Source,
    };

    private static void Check(ScoreView score, string field, Faults faults)
    {
        faults.Require(
            RatedCapabilities.Find(score.Capability) is not null,
            $"{field}.capability",
            $"is not known; there are {string.Join(", ", RatedCapabilities.Names)}");
        faults.Require(score.Score is >= 0 and <= CapabilityScore.Highest, $"{field}.score", "must lie between 0 and 1000");
        faults.Require(score.Confidence is null or (>= 0 and <= CapabilityScore.Highest), $"{field}.confidence", "must lie between 0 and 1000");
        var basis = score.Basis is null ? ScoreBasis.Manual : ScoreBases.Find(score.Basis);
        faults.Require(basis is not null, $"{field}.basis", $"is not known; there are {ScoreBases.Names}");
        faults.Require(
            score.Source is { Length: > 0 and <= ProfileLimits.LongestSource } || (score.Source is null && basis is ScoreBasis.Manual),
            $"{field}.source",
            $"must have 1 to {ProfileLimits.LongestSource} characters; only a manual score may leave it out");
        faults.Require(score.Source is null || !score.Source.Any(char.IsControl), $"{field}.source", "has control characters");
    }
}
