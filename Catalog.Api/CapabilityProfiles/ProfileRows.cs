using System.Collections.Immutable;
using Routing.Profiles;

namespace Catalog.Api.CapabilityProfiles;

/// <summary>An entry of <c>capability_profiles.scores</c>. What names it is its capability, source and day.</summary>
internal sealed record ScoreRow(
    string Capability, string Source, DateOnly Dated, string Basis, int ScoreMillis, int ConfidenceMillis, string Origin)
{
    public const string Curated = "curated";
    public const string Manual = "manual";

    public static ScoreRow Of(CapabilityScore score, string origin) => new(
        RatedCapabilities.NameOf(score.Capability),
        score.Source,
        score.Date,
        ScoreBases.NameOf(score.Basis),
        score.ScoreMillis,
        score.ConfidenceMillis,
        origin);

    public CapabilityScore ToScore() => new()
    {
        Capability = RatedCapabilities.Find(Capability)!.Value,
        ScoreMillis = ScoreMillis,
        Basis = ScoreBases.Find(Basis)!.Value,
        ConfidenceMillis = ConfidenceMillis,
        Date = Dated,
        Source = Source,
    };

    public bool Names(ScoreRow other) => (Capability, Source, Dated) == (other.Capability, other.Source, other.Dated);
}

/// <summary>The scores of one model.</summary>
internal sealed record ScoredModel(string CanonicalId, ImmutableArray<ScoreRow> Scores);

/// <summary>A row of <c>capability_profiles</c>, whole: the scores of both origins and what an operator says besides.</summary>
internal sealed record KeptProfile
{
    public required string CanonicalId { get; init; }

    public ImmutableArray<ScoreRow> Scores { get; init; } = [];

    public int? SuccessRateMillis { get; init; }

    public int? Priority { get; init; }

    public int? RoutingWeightMillis { get; init; }

    public bool? IsActive { get; init; }

    public string Origin { get; init; } = ScoreRow.Curated;

    public ImmutableArray<string> Edited { get; init; } = [];
}

/// <summary>What an operator says of a model besides its scores; null where they say nothing.</summary>
internal sealed record ProfileRow(string CanonicalId, int? SuccessRateMillis, int? Priority, int? RoutingWeightMillis, bool? IsActive);
