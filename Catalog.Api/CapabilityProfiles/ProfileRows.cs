using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>A row of <c>capability_scores</c>.</summary>
internal sealed record ScoreRow(
    string CanonicalId, string Capability, string Source, DateOnly Dated, string Basis, int ScoreMillis, int ConfidenceMillis, string Origin)
{
    public const string Curated = "curated";
    public const string Manual = "manual";

    public static ScoreRow Of(string model, CapabilityScore score, string origin) => new(
        model,
        RatedCapabilities.NameOf(score.Capability),
        score.Source,
        score.Date,
        ScoreBases.NameOf(score.Basis),
        score.ScoreMillis,
        score.ConfidenceMillis,
        origin);
}

/// <summary>What an operator says of a model in <c>capability_profiles</c>; null where they say nothing.</summary>
internal sealed record ProfileRow(string CanonicalId, int? SuccessRateMillis, int? Priority, int? RoutingWeightMillis, bool? IsActive);
